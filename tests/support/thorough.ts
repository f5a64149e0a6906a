/** Every case, as THOROUGH=1 asks for; otherwise as many as cover each choice. */
export const THOROUGH = process.env.THOROUGH === '1';
