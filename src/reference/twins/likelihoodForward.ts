import { at, put } from '../shared/access.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms[ring_slot, row] = Σ_k loss(logits[row, k], x[row, k]), zero past the row count */
export const likelihoodForward: Twin<'likelihood_forward'> = (
  { constants: { M, K, RING }, step, slots },
  logits,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    let sum = 0;
    for (let k = 0; k < K; k++) {
      sum += slots.likelihood.loss(at(logits, row * K + k), slots.load(row, k));
    }
    put(terms, termIndex(step, RING, M, row), row < step.row_count ? sum : 0);
  }
};
