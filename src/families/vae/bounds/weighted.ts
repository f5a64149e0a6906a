/** The bounds that weight samples in one file: each alone is smaller than what it takes to load it. */
export { ciwae } from './ciwae.ts';
export { iwae } from './iwae.ts';
export { miwae } from './miwae.ts';
export { piwae } from './piwae.ts';
