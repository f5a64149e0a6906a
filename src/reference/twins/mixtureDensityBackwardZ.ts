import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dz = weight of the row · Σ_k shares (z - mu_k) / exp(logvar_k) */
export const mixtureDensityBackwardZ: Twin<'mixture_density_backward_z'> = (
  { constants: { M, K, L, ACCUMULATE }, slots },
  z,
  stats,
  shares,
  dz,
) => {
  for (let row = 0; row < M; row++) {
    for (let l = 0; l < L; l++) {
      let sum = 0;
      for (let k = 0; k < K; k++) {
        const distance = at(z, row * L + l) - at(stats, k * 2 * L + l);
        sum += (at(shares, row * K + k) * distance) / Math.exp(at(stats, k * 2 * L + L + l));
      }
      put(dz, row * L + l, slots.term_weight(row) * sum, ACCUMULATE);
    }
  }
};
