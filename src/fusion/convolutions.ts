import { Later } from '../later.ts';

/** What fuses convolutions: loads with them. */
export const convolutionRules = new Later(() => import('./convolutionRules.ts'));
