import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dweight [N, K] = dy [M, N]ᵀ · x [M, K], dbias [N] = column sums of dy */
export const denseBackwardWeight: Twin<'dense_backward_weight'> = (
  { constants: { M, N, K, ACCUMULATE_WEIGHT, ACCUMULATE_BIAS }, slots },
  dy,
  dweight,
  dbias,
) => {
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < K; k++) {
      let sum = 0;
      for (let row = 0; row < M; row++) sum += at(dy, row * N + n) * slots.load(row, k);
      put(dweight, n * K + k, sum, ACCUMULATE_WEIGHT);
    }
    let sum = 0;
    for (let row = 0; row < M; row++) sum += at(dy, row * N + n);
    put(dbias, n, sum, ACCUMULATE_BIAS);
  }
};
