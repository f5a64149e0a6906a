import { at } from '../shared/access.ts';
import { lossWeight } from '../shared/step.ts';
import type { SlotTwin } from '../twin.ts';

/** A step scalar, the same for every row of the batch. */
export const scalar: SlotTwin<'term_weight', 'scalar'> =
  ({ constants, step }) =>
  (row) =>
    lossWeight(step, Number(constants.TERM), row, Number(constants.SAMPLES));

/** The gradient computed by another operation, row by row. */
export const rows: SlotTwin<'term_weight', 'rows'> = (_, dterms) => (row) => at(dterms, row);
