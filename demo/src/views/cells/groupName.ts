/** The name of a group on the page: `A`, `B`, … */
export const groupName = (group: number): string => String.fromCharCode(65 + group);
