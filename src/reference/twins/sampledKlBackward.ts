import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dz = weight of the row · z, dlogvar = -½ Σ_s weight of the row, dmu = 0 */
export const sampledKlBackward: Twin<'sampled_kl_backward'> = (
  { constants: { M, L, SAMPLES, ACCUMULATE_Z, ACCUMULATE_STATS }, slots },
  dstats,
  z,
  dz,
) => {
  for (let example = 0; example < M; example++) {
    for (let column = 0; column < L; column++) {
      let weights = 0;
      for (let row = example * SAMPLES; row < (example + 1) * SAMPLES; row++) {
        const weight = slots.term_weight(row);
        weights += weight;
        put(dz, row * L + column, weight * at(z, row * L + column), ACCUMULATE_Z);
      }
      put(dstats, example * 2 * L + column, 0, ACCUMULATE_STATS);
      put(dstats, example * 2 * L + L + column, -0.5 * weights, ACCUMULATE_STATS);
    }
  }
};
