import { put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** x [M, K] = transform(data[row_index[first_row + row]]) */
export const gather: Twin<'gather'> = ({ constants: { M, K }, slots }, batch) => {
  for (let row = 0; row < M; row++) {
    for (let k = 0; k < K; k++) {
      put(batch, row * K + k, slots.transform(slots.load(row, k), row, k));
    }
  }
};
