import { at, put } from '../shared/access.ts';
import { logSoftmax } from '../shared/mixture.ts';
import type { Twin } from '../twin.ts';

/** dweights_k = Σ_row weight of the row · (softmax(logWeights)_k - shares_k) */
export const mixtureDensityBackwardWeights: Twin<'mixture_density_backward_weights'> = (
  { constants: { M, K, ACCUMULATE }, slots },
  logWeights,
  shares,
  dweights,
) => {
  for (const [k, log] of logSoftmax(logWeights).entries()) {
    let sum = 0;
    for (let row = 0; row < M; row++) {
      sum += slots.term_weight(row) * (Math.exp(log) - at(shares, row * K + k));
    }
    put(dweights, k, sum, ACCUMULATE);
  }
};
