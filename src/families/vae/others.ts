import { Later } from '../../later.ts';

/** Bounds other than the evidence lower bound. They load where an objective names one. */
export const bounds = new Later(() => import('./bounds/bounds.ts'));

/** What may be added to the evidence lower bound. It loads where an objective names it. */
export const regularizers = new Later(() => import('./regularizers/regularizers.ts'));
