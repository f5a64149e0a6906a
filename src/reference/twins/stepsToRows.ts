import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y[row, FIRST + s] = x[row, time of s], zero for padded steps and, unless KEEP, in other places */
export const stepsToRows: Twin<'steps_to_rows'> = (
  { constants: { M, LENGTH, K, PLACES, FIRST, REVERSED, KEEP, ACCUMULATE }, slots },
  x,
  y,
) => {
  for (let row = 0; row < M; row++) {
    for (let place = 0; place < PLACES; place++) {
      const step = place - FIRST;
      const inside = step >= 0 && step < LENGTH;
      if (KEEP && !inside) continue;
      const time = REVERSED ? LENGTH - 1 - step : step;
      const counts = inside && slots.valid(row, time);
      for (let k = 0; k < K; k++) {
        const value = counts ? at(x, (row * LENGTH + time) * K + k) : 0;
        put(y, (row * PLACES + place) * K + k, value, ACCUMULATE);
      }
    }
  }
};
