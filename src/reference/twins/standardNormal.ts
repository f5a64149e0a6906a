import { put } from '../shared/access.ts';
import { rowCounts } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** z [M, L] = noise_scale · noise, zero in rows of examples past the row count */
export const standardNormal: Twin<'standard_normal'> = (
  { constants: { M, L, SAMPLES }, step, slots },
  z,
) => {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < L; column++) {
      put(
        z,
        row * L + column,
        rowCounts(step, row, SAMPLES) ? step.noise_scale * slots.noise(row, column) : 0,
      );
    }
  }
};
