import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dmu = drelative mu / prior deviation, dlogvar = drelative logvar */
export const relativeMomentsBackwardStats: Twin<'relative_moments_backward_stats'> = (
  { constants: { M, L, R, ACCUMULATE } },
  prior,
  drelative,
  dstats,
) => {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < L; column++) {
      const mu = row * 2 * L + column;
      const deviation = Math.sqrt(Math.exp(at(prior, (row % R) * 2 * L + L + column)));
      put(dstats, mu, at(drelative, mu) / deviation, ACCUMULATE);
      put(dstats, mu + L, at(drelative, mu + L), ACCUMULATE);
    }
  }
};
