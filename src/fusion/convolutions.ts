import { Later } from '../later.ts';

/** The fusion rules of convolutions, which load with them. */
export const convolutionRules = new Later(() => import('./convolutionRules.ts'));
