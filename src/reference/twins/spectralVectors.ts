import { at, put } from '../shared/access.ts';
import { lengthOf } from '../shared/length.ts';
import type { Twin } from '../twin.ts';

/** left [N] = rows / ‖rows‖, right [K] = columns / ‖columns‖, sigma [1] = leftᵀ · rows */
export const spectralVectors: Twin<'spectral_vectors'> = (
  { constants: { N, K } },
  columns,
  rows,
  left,
  right,
  sigma,
) => {
  const length = lengthOf(rows);
  let value = 0;
  for (let n = 0; n < N; n++) {
    put(left, n, at(rows, n) / length);
    value += at(left, n) * at(rows, n);
  }
  for (let k = 0; k < K; k++) put(right, k, at(columns, k) / lengthOf(columns));
  put(sigma, 0, value);
};
