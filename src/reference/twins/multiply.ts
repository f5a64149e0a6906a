import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K] = a [M, K] ⊙ b [M, K] */
export const multiply: Twin<'multiply'> = ({ constants: { M, K, ACCUMULATE } }, a, b, y) => {
  for (let i = 0; i < M * K; i++) put(y, i, at(a, i) * at(b, i), ACCUMULATE);
};
