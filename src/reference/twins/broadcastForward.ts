import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K] = values [K] in every row, or values [1] everywhere */
export const broadcastForward: Twin<'broadcast_forward'> = (
  { constants: { M, K, SHARED } },
  values,
  y,
) => {
  for (let index = 0; index < M * K; index++) {
    put(y, index, at(values, SHARED ? 0 : index % K));
  }
};
