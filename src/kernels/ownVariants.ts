/** Name under which a dispatch without variants is measured. No variant may have it. */
export const AS_IS = 'as_is';

/** The app's own variants by name, each with a number that follows from its text. */
export const ownVariants = new Map<string, string>();
