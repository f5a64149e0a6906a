/** Space for the axes around the map, in CSS pixels; the style sheet repeats it. */
export const MAP_MARGINS = { left: 52, right: 10, top: 10, bottom: 46 } as const;
