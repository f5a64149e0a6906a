import { at, put } from '../shared/access.ts';
import { lossWeight } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** dlogits [M, K] = weight of the term · gradient(logits, x) */
export const likelihoodBackward: Twin<'likelihood_backward'> = (
  { constants: { M, K, TERM, ACCUMULATE }, step, slots },
  logits,
  dlogits,
) => {
  for (let row = 0; row < M; row++) {
    const weight = lossWeight(step, TERM, row);
    for (let k = 0; k < K; k++) {
      const index = row * K + k;
      const gradient = slots.likelihood.gradient(at(logits, index), slots.load(row, k));
      put(dlogits, index, weight * gradient, ACCUMULATE);
    }
  }
};
