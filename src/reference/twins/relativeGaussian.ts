import { put } from '../shared/access.ts';
import { momentsAt, relative } from '../shared/relative.ts';
import type { Twin } from '../twin.ts';

/** The moments of q seen from p, in columns FIRST and WHOLE + FIRST of y. */
export const relativeGaussian: Twin<'relative_gaussian'> = (
  { constants: { M, L, WHOLE, FIRST } },
  q,
  p,
  y,
) => {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < L; column++) {
      const [mu, logvar] = relative(momentsAt(q, row, column, L), momentsAt(p, row, column, L));
      const index = row * 2 * WHOLE + FIRST + column;
      put(y, index, mu);
      put(y, index + WHOLE, logvar);
    }
  }
};
