import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/**
 * y [M, K] = 0 with probability RATE, else x / (1 - RATE). The rate is rounded to f32 as on the
 * device, so that both sides take the same branch.
 */
export const dropout: Twin<'dropout'> = (
  { constants: { M, K, RATE, ACCUMULATE }, slots },
  x,
  y,
) => {
  const rate = Math.fround(RATE);
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < K; column++) {
      const dropped = slots.uniform(row, column) < rate;
      const index = row * K + column;
      put(y, index, dropped ? 0 : at(x, index) / (1 - rate), ACCUMULATE);
    }
  }
};
