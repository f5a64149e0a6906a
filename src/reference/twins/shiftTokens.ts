import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K] = BEGIN, then the columns of x but the last, hidden with probability RATE */
export const shiftTokens: Twin<'shift_tokens'> = (
  { constants: { M, K, RATE, BEGIN, HIDDEN }, slots },
  x,
  y,
) => {
  const rate = Math.fround(RATE);
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < K; column++) {
      const index = row * K + column;
      const hidden = slots.uniform(row, column) < rate;
      const before = column === 0 ? BEGIN : hidden ? HIDDEN : at(x, index - 1);
      put(y, index, before);
    }
  }
};
