import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, N] = activation(x [M, K] · weight [N, K]ᵀ + bias [N]) */
export const denseForward: Twin<'dense_forward'> = (
  { constants: { M, N, K }, slots },
  weight,
  bias,
  y,
) => {
  for (let row = 0; row < M; row++) {
    for (let n = 0; n < N; n++) {
      let sum = 0;
      for (let k = 0; k < K; k++) sum += slots.load(row, k) * at(weight, n * K + k);
      put(y, row * N + n, slots.activation(sum + at(bias, n)));
    }
  }
};
