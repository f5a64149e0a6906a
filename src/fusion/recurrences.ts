import { Later } from '../later.ts';

/** The fusion rule of recurrent layers, which loads with them. */
export const recurrenceRules = new Later(() => import('./recurrentSequence.ts'));
