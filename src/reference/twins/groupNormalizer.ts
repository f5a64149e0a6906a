import { at } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** normalizers [2 M, K] = log Σ exp(outputs) of each column's group, then Σ x of it */
export const groupNormalizer: Twin<'group_normalizer'> = (
  { constants: { M, K, GROUPS, SAMPLES }, slots },
  outputs,
  starts,
  normalizers,
) => {
  for (let row = 0; row < M; row++) {
    for (let group = 0; group < GROUPS; group++) {
      const [first, end] = [at(starts, group), at(starts, group + 1)];
      const logits = outputs.subarray(row * K + first, row * K + end);
      const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
      const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
      let total = 0;
      for (let column = first; column < end; column++) {
        total += slots.load(Math.floor(row / SAMPLES), column);
      }
      normalizers.fill(largest + Math.log(sum), row * K + first, row * K + end);
      normalizers.fill(total, (M + row) * K + first, (M + row) * K + end);
    }
  }
};
