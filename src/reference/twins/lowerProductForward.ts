import { at, put } from '../shared/access.ts';
import { lowerPlace } from '../shared/lower.ts';
import type { Twin } from '../twin.ts';

/** y [M · SAMPLES, L] = lower [M, T] as matrices below their diagonals, times the noise of each row */
export const lowerProductForward: Twin<'lower_product_forward'> = (
  { constants: { M, L, T, SAMPLES }, slots },
  lower,
  y,
) => {
  for (let row = 0; row < M * SAMPLES; row++) {
    const start = Math.floor(row / SAMPLES) * T;
    for (let i = 0; i < L; i++) {
      let sum = 0;
      for (let j = 0; j < i; j++) sum += at(lower, start + lowerPlace(i, j)) * slots.noise(row, j);
      put(y, row * L + i, sum);
    }
  }
};
