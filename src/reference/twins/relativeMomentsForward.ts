import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** relative mu = (mu - prior mu) / prior deviation, relative logvar = logvar - prior logvar */
export const relativeMomentsForward: Twin<'relative_moments_forward'> = (
  { constants: { M, L, R } },
  stats,
  prior,
  relative,
) => {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < L; column++) {
      const mu = row * 2 * L + column;
      const center = (row % R) * 2 * L + column;
      const deviation = Math.sqrt(Math.exp(at(prior, center + L)));
      put(relative, mu, (at(stats, mu) - at(prior, center)) / deviation);
      put(relative, mu + L, at(stats, mu + L) - at(prior, center + L));
    }
  }
};
