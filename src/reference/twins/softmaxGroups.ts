import { at } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** probabilities [M, K] = softmax of logits [M, K] over each group of columns */
export const softmaxGroups: Twin<'softmax_groups'> = (
  { constants: { M, K, GROUPS } },
  logits,
  starts,
  probabilities,
) => {
  for (let row = 0; row < M; row++) {
    for (let group = 0; group < GROUPS; group++) {
      const start = row * K + at(starts, group);
      const members = logits.subarray(start, row * K + at(starts, group + 1));
      const largest = members.reduce((a, b) => Math.max(a, b), -Infinity);
      const powers = members.map((logit) => Math.exp(logit - largest));
      const sum = powers.reduce((a, b) => a + b, 0);
      probabilities.set(
        powers.map((power) => power / sum),
        start,
      );
    }
  }
};
