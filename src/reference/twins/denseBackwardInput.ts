import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dx [M, K] = (dy [M, N] · weight [N, K]) ⊙ activation' */
export const denseBackwardInput: Twin<'dense_backward_input'> = (
  { constants: { M, N, K, ACCUMULATE }, slots },
  dy,
  weight,
  dx,
) => {
  for (let row = 0; row < M; row++) {
    for (let k = 0; k < K; k++) {
      let sum = 0;
      for (let n = 0; n < N; n++) sum += at(dy, row * N + n) * at(weight, n * K + k);
      const index = row * K + k;
      put(dx, index, sum * slots.activation_gradient(index), ACCUMULATE);
    }
  }
};
