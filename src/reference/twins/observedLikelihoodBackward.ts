import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** doutputs [M, K] = weight of the row · gradient(outputs, x), 0 where a value is missing */
export const observedLikelihoodBackward: Twin<'observed_likelihood_backward'> = (
  { constants: { M, K, SAMPLES, ACCUMULATE }, slots },
  outputs,
  observed,
  doutputs,
) => {
  for (let row = 0; row < M; row++) {
    const example = Math.floor(row / SAMPLES);
    const weight = slots.term_weight(row);
    for (let k = 0; k < K; k++) {
      const index = row * K + k;
      const x = slots.load(example, k);
      const gradient = slots.likelihood.gradient(row, k, at(outputs, index), x);
      const counts = at(observed, example * K + k) !== 0;
      put(doutputs, index, counts ? weight * gradient : 0, ACCUMULATE);
    }
  }
};
