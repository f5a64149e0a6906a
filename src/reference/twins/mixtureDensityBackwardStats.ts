import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dmu_k = -Σ_row w (z - mu_k) / variance_k, dlogvar_k = ½ Σ_row w (1 - (z - mu_k)² / variance_k) */
export const mixtureDensityBackwardStats: Twin<'mixture_density_backward_stats'> = (
  { constants: { M, K, L, ACCUMULATE }, slots },
  z,
  stats,
  shares,
  dstats,
) => {
  for (let k = 0; k < K; k++) {
    for (let l = 0; l < L; l++) {
      const mu = k * 2 * L + l;
      const variance = Math.exp(at(stats, mu + L));
      let dmu = 0;
      let dlogvar = 0;
      for (let row = 0; row < M; row++) {
        const weight = slots.term_weight(row) * at(shares, row * K + k);
        const distance = at(z, row * L + l) - at(stats, mu);
        dmu -= (weight * distance) / variance;
        dlogvar += 0.5 * weight * (1 - distance ** 2 / variance);
      }
      put(dstats, mu, dmu, ACCUMULATE);
      put(dstats, mu + L, dlogvar, ACCUMULATE);
    }
  }
};
