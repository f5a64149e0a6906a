import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dterm = weights [M, C] of a column · weight of the row */
export const weighTermsBackward: Twin<'weigh_terms_backward'> = (
  { constants: { M, C, DRAWS, COLUMN, ACCUMULATE }, slots },
  weights,
  dterm,
) => {
  for (let row = 0; row < M * DRAWS; row++) {
    const weight = at(weights, Math.floor(row / DRAWS) * C + COLUMN);
    put(dterm, row, weight * slots.term_weight(row), ACCUMULATE);
  }
};
