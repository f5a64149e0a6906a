import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y[row, time of s] = x[row, FIRST + s], zero for padded steps */
export const rowsToSteps: Twin<'rows_to_steps'> = (
  { constants: { M, LENGTH, K, PLACES, FIRST, REVERSED, ACCUMULATE }, slots },
  x,
  y,
) => {
  for (let row = 0; row < M; row++) {
    for (let time = 0; time < LENGTH; time++) {
      const place = FIRST + (REVERSED ? LENGTH - 1 - time : time);
      for (let k = 0; k < K; k++) {
        const value = slots.valid(row, time) ? at(x, (row * PLACES + place) * K + k) : 0;
        put(y, (row * LENGTH + time) * K + k, value, ACCUMULATE);
      }
    }
  }
};
