import { Later } from '../../later.ts';

/** All that is minimised beside the plain evidence lower bound. It loads where options name it. */
export const others = new Later(() => import('./otherObjectives.ts'));

/** The importance-weighted bound. It loads with the programs that record it. */
export const importanceBound = new Later(() => import('./bounds/importance.ts'));

/** The refinement of single posteriors. It loads with the programs that record it. */
export const refinement = new Later(() => import('./refinement.ts'));

/** Code that changes rows of data on their way in. It loads with an architecture that does any of it. */
export const otherRows = new Later(() => import('./otherRows.ts'));

/** Programs that only posteriors and priors other than the classic ones have. It loads with those. */
export const otherPrograms = new Later(() => import('./otherPrograms.ts'));
