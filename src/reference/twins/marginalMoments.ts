import { at, put } from '../shared/access.ts';
import { lowerPlace } from '../shared/lower.ts';
import type { Twin } from '../twin.ts';

/** moments = mu | log(exp(logvar) + the squares of a row of lower), [M, 2L] */
export const marginalMoments: Twin<'marginal_moments'> = (
  { constants: { M, L, T } },
  stats,
  lower,
  moments,
) => {
  for (let row = 0; row < M; row++) {
    for (let i = 0; i < L; i++) {
      const mu = row * 2 * L + i;
      let variance = Math.exp(at(stats, mu + L));
      for (let j = 0; j < i; j++) variance += at(lower, row * T + lowerPlace(i, j)) ** 2;
      put(moments, mu, at(stats, mu));
      put(moments, mu + L, Math.log(variance));
    }
  }
};
