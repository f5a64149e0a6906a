import { roundUp } from '../../graph/layout.ts';
import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/**
 * first [M] = the first column of a row of x [M, K] whose value is not finite, or lies outside of
 * [LEAST, MOST] before column BOUNDED; the padded width if there is none
 */
export const outsideDomain: Twin<'outside_domain'> = (
  { constants: { M, K, BOUNDED, LEAST, MOST } },
  x,
  first,
) => {
  for (let row = 0; row < M; row++) {
    let column = 0;
    const wrong = (value: number): boolean =>
      !Number.isFinite(value) || (column < BOUNDED && (value < LEAST || value > MOST));
    while (column < K && !wrong(at(x, row * K + column))) column += 1;
    put(first, row, column < K ? column : roundUp(K, 8));
  }
};
