/** All cases with THOROUGH=1; otherwise enough to cover each choice. */
export const THOROUGH = process.env.THOROUGH === '1';
