import { at, put } from '../shared/access.ts';
import { factorOf } from '../shared/capacitance.ts';
import type { Twin } from '../twin.ts';

/** moments = mu | log(exp(logvar) + Σ U²) */
export const lowRankMoments: Twin<'low_rank_moments'> = (
  { constants: { M, L, R } },
  gaussian,
  factor,
  moments,
) => {
  for (let row = 0; row < M; row++) {
    for (let l = 0; l < L; l++) {
      const mu = row * 2 * L + l;
      let variance = Math.exp(at(gaussian, mu + L));
      for (let i = 0; i < R; i++) variance += factorOf({ gaussian, factor, row, L, R }, l, i) ** 2;
      put(moments, mu, at(gaussian, mu));
      put(moments, mu + L, Math.log(variance));
    }
  }
};
