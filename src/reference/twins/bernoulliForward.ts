import { at, put } from '../shared/access.ts';
import { bernoulliLoss } from '../shared/bernoulli.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms[ring_slot, row] = Σ_k -log p(x[row, k] | logits[row, k]), zero past the row count */
export const bernoulliForward: Twin<'bernoulli_forward'> = (
  { constants: { M, K, RING }, step, slots },
  logits,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += bernoulliLoss(at(logits, row * K + k), slots.load(row, k));
    put(terms, termIndex(step, RING, M, row), row < step.row_count ? sum : 0);
  }
};
