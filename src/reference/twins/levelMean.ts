import { put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, K] = the mean level of each group of LEVELS logits, in [0, 1] */
export const levelMean: Twin<'level_mean'> = ({ constants: { M, K, LEVELS } }, logits, y) => {
  for (let index = 0; index < M * K; index++) {
    const group = logits.subarray(index * LEVELS, (index + 1) * LEVELS);
    const largest = group.reduce((a, b) => Math.max(a, b), -Infinity);
    const probabilities = group.map((logit) => Math.exp(logit - largest));
    const sum = probabilities.reduce((a, b) => a + b, 0);
    const weighted = probabilities.reduce((total, p, j) => total + p * j, 0);
    put(y, index, weighted / sum / (LEVELS - 1));
  }
};
