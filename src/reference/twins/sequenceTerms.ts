import { at, put } from '../shared/access.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms[ring_slot, row] = Σ losses [M, LENGTH] of the row */
export const sequenceTerms: Twin<'sequence_terms'> = (
  { constants: { M, LENGTH, RING, SAMPLES }, step },
  losses,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    let sum = 0;
    for (let time = 0; time < LENGTH; time++) sum += at(losses, row * LENGTH + time);
    put(terms, termIndex(step, RING, M, row), rowCounts(step, row, SAMPLES) ? sum : 0);
  }
};
