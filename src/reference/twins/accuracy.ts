import { at, put } from '../shared/access.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/**
 * terms[ring_slot, row] = 1 if the class with the largest sum of probabilities [M · SAMPLES, C]
 * over a row's samples is that of the target [M, C], else 0
 */
export const accuracy: Twin<'accuracy'> = (
  { constants: { M, C, RING, SAMPLES }, step },
  probabilities,
  target,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    const sums = Array.from({ length: C }, (_, c) => {
      let sum = 0;
      for (let draw = 0; draw < SAMPLES; draw++) {
        sum += at(probabilities, (row * SAMPLES + draw) * C + c);
      }
      return sum;
    });
    const marks = Array.from({ length: C }, (_, c) => at(target, row * C + c));
    const right = argmax(sums) === argmax(marks);
    put(terms, termIndex(step, RING, M, row), right && row < step.row_count ? 1 : 0);
  }
};

/** Index of the first maximum. */
function argmax(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}
