import { put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** indices [M, K] = field[row_index[first_row + row]] */
export const gatherIndices: Twin<'gather_indices'> = ({ constants: { M, K }, slots }, indices) => {
  for (let row = 0; row < M; row++) {
    for (let k = 0; k < K; k++) put(indices, row * K + k, slots.integer(row, k));
  }
};
