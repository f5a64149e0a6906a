import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dz = weight of the row · (z - (z - mu) exp(-logvar)) */
export const pathKlBackward: Twin<'path_kl_backward'> = (
  { constants: { M, L, SAMPLES, ACCUMULATE }, slots },
  stats,
  z,
  dz,
) => {
  for (let row = 0; row < M * SAMPLES; row++) {
    for (let column = 0; column < L; column++) {
      const mean = Math.floor(row / SAMPLES) * 2 * L + column;
      const value = at(z, row * L + column);
      const ofPosterior = (value - at(stats, mean)) * Math.exp(-at(stats, mean + L));
      put(dz, row * L + column, slots.term_weight(row) * (value - ofPosterior), ACCUMULATE);
    }
  }
};
