import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, WIDTH] = x [M SAMPLES, WHOLE], columns FIRST .. FIRST + WIDTH, summed over the samples */
export const sliceColumns: Twin<'slice_columns'> = (
  { constants: { M, WHOLE, WIDTH, FIRST, SAMPLES, ACCUMULATE } },
  x,
  y,
) => {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < WIDTH; column++) {
      let sum = 0;
      for (let sample = 0; sample < SAMPLES; sample++) {
        sum += at(x, (row * SAMPLES + sample) * WHOLE + FIRST + column);
      }
      put(y, row * WIDTH + column, sum, ACCUMULATE);
    }
  }
};
