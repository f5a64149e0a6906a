import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** The gradient with respect to prior [R, 2L]: row r of it serves rows r, r + R, … */
export const relativeMomentsBackwardPrior: Twin<'relative_moments_backward_prior'> = (
  { constants: { M, L, R, ACCUMULATE } },
  prior,
  relative,
  drelative,
  dprior,
) => {
  for (let served = 0; served < R; served++) {
    for (let column = 0; column < L; column++) {
      const place = served * 2 * L + column;
      const deviation = Math.sqrt(Math.exp(at(prior, place + L)));
      let dmu = 0;
      let dlogvar = 0;
      for (let row = served; row < M; row += R) {
        const mu = row * 2 * L + column;
        dmu -= at(drelative, mu) / deviation;
        dlogvar -= at(drelative, mu + L) + 0.5 * at(relative, mu) * at(drelative, mu);
      }
      put(dprior, place, dmu, ACCUMULATE);
      put(dprior, place + L, dlogvar, ACCUMULATE);
    }
  }
};
