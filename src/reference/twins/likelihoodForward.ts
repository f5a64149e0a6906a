import { at, put } from '../shared/access.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms[ring_slot, row] = Σ_k loss(outputs[row, k], x[row, k]), zero past the row count */
export const likelihoodForward: Twin<'likelihood_forward'> = (
  { constants: { M, K, RING, SAMPLES }, step, slots },
  outputs,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    let sum = 0;
    for (let k = 0; k < K; k++) {
      const x = slots.load(Math.floor(row / SAMPLES), k);
      sum += slots.likelihood.loss(row, k, at(outputs, row * K + k), x);
    }
    put(terms, termIndex(step, RING, M, row), rowCounts(step, row, SAMPLES) ? sum : 0);
  }
};
