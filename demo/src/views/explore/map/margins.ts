/** What axes take of the map, in CSS pixels; the style sheet has the same. */
export const MAP_MARGINS = { left: 52, right: 10, top: 10, bottom: 46 } as const;
