import type { Twin } from '../twin.ts';

/** probabilities [M, K] = softmax of logits [M, K] over each group of GROUP columns */
export const softmaxGroups: Twin<'softmax_groups'> = (
  { constants: { M, K, GROUP } },
  logits,
  probabilities,
) => {
  for (let row = 0; row < M; row++) {
    for (let first = 0; first < K; first += GROUP) {
      const start = row * K + first;
      const group = logits.subarray(start, row * K + Math.min(first + GROUP, K));
      const largest = group.reduce((a, b) => Math.max(a, b));
      const powers = group.map((logit) => Math.exp(logit - largest));
      const sum = powers.reduce((a, b) => a + b);
      probabilities.set(
        powers.map((power) => power / sum),
        start,
      );
    }
  }
};
