import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dcost = weight of the example's bound · share of the sample */
export const importanceBoundBackward: Twin<'importance_bound_backward'> = (
  { constants: { M, DRAWS, ACCUMULATE }, slots },
  shares,
  dcost,
) => {
  for (let row = 0; row < M * DRAWS; row++) {
    put(dcost, row, slots.term_weight(Math.floor(row / DRAWS)) * at(shares, row), ACCUMULATE);
  }
};
