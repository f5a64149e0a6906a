import { at, put } from '../shared/access.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms[ring_slot, row] = Σ_k loss(outputs[row, k], x[row, k]) over the observed k, zero past the row count */
export const observedLikelihoodForward: Twin<'observed_likelihood_forward'> = (
  { constants: { M, K, RING, SAMPLES }, step, slots },
  outputs,
  observed,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    const example = Math.floor(row / SAMPLES);
    let sum = 0;
    for (let k = 0; k < K; k++) {
      if (at(observed, example * K + k) === 0) continue;
      sum += slots.likelihood.loss(row, k, at(outputs, row * K + k), slots.load(example, k));
    }
    put(terms, termIndex(step, RING, M, row), rowCounts(step, row, SAMPLES) ? sum : 0);
  }
};
