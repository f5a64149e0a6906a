import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M · SAMPLES, N] = factor [M, N · L] as matrices of L columns, times the noise of each row */
export const lowRankProductForward: Twin<'low_rank_product_forward'> = (
  { constants: { M, N, L, SAMPLES }, slots },
  factor,
  y,
) => {
  for (let row = 0; row < M * SAMPLES; row++) {
    for (let n = 0; n < N; n++) {
      const first = Math.floor(row / SAMPLES) * N * L + n * L;
      let sum = 0;
      for (let i = 0; i < L; i++) sum += at(factor, first + i) * slots.noise(row, i);
      put(y, row * N + n, sum);
    }
  }
};
