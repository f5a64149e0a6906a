import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K] = WEIGHT x [M, K] + OFFSET */
export const scale: Twin<'scale'> = ({ constants: { M, K, WEIGHT, OFFSET, ACCUMULATE } }, x, y) => {
  for (let i = 0; i < M * K; i++) put(y, i, WEIGHT * at(x, i) + OFFSET, ACCUMULATE);
};
