import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, WIDTH] = x [M, WHOLE], columns FIRST .. FIRST + WIDTH */
export const sliceColumns: Twin<'slice_columns'> = (
  { constants: { M, WHOLE, WIDTH, FIRST, ACCUMULATE } },
  x,
  y,
) => {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < WIDTH; column++) {
      put(y, row * WIDTH + column, at(x, row * WHOLE + FIRST + column), ACCUMULATE);
    }
  }
};
