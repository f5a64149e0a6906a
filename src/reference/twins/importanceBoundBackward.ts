import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dcost = weight of the bound · share of the sample, or its square */
export const importanceBoundBackward: Twin<'importance_bound_backward'> = (
  { constants: { M, DRAWS, SQUARED, ACCUMULATE }, slots },
  shares,
  dcost,
) => {
  for (let row = 0; row < M * DRAWS; row++) {
    const share = SQUARED ? at(shares, row) ** 2 : at(shares, row);
    put(dcost, row, slots.term_weight(Math.floor(row / DRAWS)) * share, ACCUMULATE);
  }
};
