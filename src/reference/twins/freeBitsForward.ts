import { at, put } from '../shared/access.ts';
import { rowCounts, targetOf, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** floored = plain, gate = 1 where their mean is at least the target, else 0 */
export const freeBitsForward: Twin<'free_bits_forward'> = (
  { constants: { M, SAMPLES, RING, TARGET }, step },
  plain,
  floored,
  gate,
) => {
  let [sum, rows] = [0, 0];
  for (let row = 0; row < M; row++) {
    const index = termIndex(step, RING, M, row);
    put(floored, index, at(plain, index));
    sum += at(plain, index);
    if (rowCounts(step, row, SAMPLES)) rows += 1;
  }
  put(gate, 0, sum >= targetOf(step, TARGET) * rows ? 1 : 0);
};
