import { Later } from '../../later.ts';

/** All that is minimised beside the plain evidence lower bound. It loads where options name it. */
export const others = new Later(() => import('./otherObjectives.ts'));

/** Programs that only posteriors and priors other than the classic ones have. It loads with those. */
export const otherPrograms = new Later(() => import('./otherPrograms.ts'));
