import { put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** normalizers [M, 2 GROUPS] = log Σ exp(outputs) of each group | Σ x of each group */
export const groupNormalizer: Twin<'group_normalizer'> = (
  { constants: { M, K, GROUPS, SAMPLES }, slots },
  outputs,
  normalizers,
) => {
  const size = K / GROUPS;
  for (let row = 0; row < M; row++) {
    for (let group = 0; group < GROUPS; group++) {
      const first = row * K + group * size;
      const logits = outputs.subarray(first, first + size);
      const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
      const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
      let total = 0;
      for (let i = 0; i < size; i++) {
        total += slots.load(Math.floor(row / SAMPLES), group * size + i);
      }
      put(normalizers, row * 2 * GROUPS + group, largest + Math.log(sum));
      put(normalizers, row * 2 * GROUPS + GROUPS + group, total);
    }
  }
};
