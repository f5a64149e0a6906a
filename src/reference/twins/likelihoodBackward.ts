import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** doutputs [M, K] = weight of the row · gradient(outputs, x) */
export const likelihoodBackward: Twin<'likelihood_backward'> = (
  { constants: { M, K, SAMPLES, ACCUMULATE }, slots },
  outputs,
  doutputs,
) => {
  for (let row = 0; row < M; row++) {
    const weight = slots.term_weight(row);
    for (let k = 0; k < K; k++) {
      const index = row * K + k;
      const x = slots.load(Math.floor(row / SAMPLES), k);
      const gradient = slots.likelihood.gradient(row, k, at(outputs, index), x);
      put(doutputs, index, weight * gradient, ACCUMULATE);
    }
  }
};
