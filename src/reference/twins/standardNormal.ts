import { put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** z [M, L] = noise_scale · noise, zero in rows past the row count */
export const standardNormal: Twin<'standard_normal'> = (
  { constants: { M, L }, step, slots },
  z,
) => {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < L; column++) {
      put(
        z,
        row * L + column,
        row < step.row_count ? step.noise_scale * slots.noise(row, column) : 0,
      );
    }
  }
};
