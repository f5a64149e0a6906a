import { put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K · CLASSES] = 1 in the column of each number of the field, else 0 */
export const gatherOneHot: Twin<'gather_one_hot'> = (
  { constants: { M, K, CLASSES }, slots },
  y,
) => {
  y.fill(0);
  for (let row = 0; row < M; row++) {
    for (let k = 0; k < K; k++) {
      const number = slots.integer(row, k);
      if (number < CLASSES) put(y, (row * K + k) * CLASSES + number, 1);
    }
  }
};
