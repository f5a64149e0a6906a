import { at, put } from '../shared/access.ts';
import { factorOf, inverseTimesFactor } from '../shared/capacitance.ts';
import type { Twin } from '../twin.ts';

/** dmu = mu, dlogvar = ½ (d - 1 + Σ (S⁻¹ U) U), dU = U - S⁻¹ U, times the weight of the row */
export const lowRankKlBackward: Twin<'low_rank_kl_backward'> = (
  { constants: { M, L, R, ACCUMULATE_GAUSSIAN, ACCUMULATE_FACTOR }, slots },
  gaussian,
  factor,
  solved,
  dgaussian,
  dfactor,
) => {
  for (let row = 0; row < M; row++) {
    const of = { gaussian, factor, row, L, R };
    const weight = slots.term_weight(row);
    for (let l = 0; l < L; l++) {
      const scaled = inverseTimesFactor(of, l, (i, j) => at(solved, row * R * R + i * R + j));
      let shared = 0;
      for (const [i, value] of scaled.entries()) {
        shared += value * factorOf(of, l, i);
        const gradient = weight * (factorOf(of, l, i) - value);
        put(dfactor, row * L * R + l * R + i, gradient, ACCUMULATE_FACTOR);
      }
      const mu = row * 2 * L + l;
      const dlogvar = 0.5 * weight * (Math.expm1(at(gaussian, mu + L)) + shared);
      put(dgaussian, mu, weight * at(gaussian, mu), ACCUMULATE_GAUSSIAN);
      put(dgaussian, mu + L, dlogvar, ACCUMULATE_GAUSSIAN);
    }
  }
};
