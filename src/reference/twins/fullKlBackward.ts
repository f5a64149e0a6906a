import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dmu = w mu, dlogvar = ½ w (exp(logvar) - 1), dlower = w lower */
export const fullKlBackward: Twin<'full_kl_backward'> = (
  { constants: { M, L, T, ACCUMULATE_STATS, ACCUMULATE_LOWER }, slots },
  stats,
  lower,
  dstats,
  dlower,
) => {
  for (let row = 0; row < M; row++) {
    const weight = slots.term_weight(row);
    for (let l = 0; l < L; l++) {
      const mu = row * 2 * L + l;
      put(dstats, mu, weight * at(stats, mu), ACCUMULATE_STATS);
      put(dstats, mu + L, 0.5 * weight * Math.expm1(at(stats, mu + L)), ACCUMULATE_STATS);
    }
    for (let t = row * T; t < (row + 1) * T; t++) {
      put(dlower, t, weight * at(lower, t), ACCUMULATE_LOWER);
    }
  }
};
