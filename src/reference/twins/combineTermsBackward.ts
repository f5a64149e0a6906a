import { put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dterm = WEIGHT · weight of the row */
export const combineTermsBackward: Twin<'combine_terms_backward'> = (
  { constants: { M, WEIGHT, ACCUMULATE }, slots },
  dterm,
) => {
  for (let row = 0; row < M; row++) put(dterm, row, WEIGHT * slots.term_weight(row), ACCUMULATE);
};
