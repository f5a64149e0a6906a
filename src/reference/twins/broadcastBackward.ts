import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dvalues [K] = column sums of dy [M, K], or dvalues [1] = its sum */
export const broadcastBackward: Twin<'broadcast_backward'> = (
  { constants: { M, K, SHARED, ACCUMULATE } },
  dy,
  dvalues,
) => {
  const sums = new Float64Array(SHARED ? 1 : K);
  for (let index = 0; index < M * K; index++) {
    const column = SHARED ? 0 : index % K;
    put(sums, column, at(dy, index), true);
  }
  for (const [column, sum] of sums.entries()) put(dvalues, column, sum, ACCUMULATE);
};
