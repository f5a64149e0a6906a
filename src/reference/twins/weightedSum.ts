import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K] = WEIGHT_A a [M, K] + WEIGHT_B b [M, K] */
export const weightedSum: Twin<'weighted_sum'> = (
  { constants: { M, K, WEIGHT_A, WEIGHT_B, ACCUMULATE } },
  a,
  b,
  y,
) => {
  for (let i = 0; i < M * K; i++) {
    put(y, i, WEIGHT_A * at(a, i) + WEIGHT_B * at(b, i), ACCUMULATE);
  }
};
