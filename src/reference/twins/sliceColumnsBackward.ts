import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dx [M, WHOLE] = dy [M, WIDTH] in columns FIRST .. FIRST + WIDTH, else zero */
export const sliceColumnsBackward: Twin<'slice_columns_backward'> = (
  { constants: { M, WHOLE, WIDTH, FIRST, ACCUMULATE } },
  dy,
  dx,
) => {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < WHOLE; column++) {
      const taken = column - FIRST;
      const value = taken >= 0 && taken < WIDTH ? at(dy, row * WIDTH + taken) : 0;
      put(dx, row * WHOLE + column, value, ACCUMULATE);
    }
  }
};
