import { at } from './access.ts';

/** log Σ exp(values) */
export function logSumExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/** log softmax of logits [K] */
export function logSoftmax(logits: Float64Array): number[] {
  const total = logSumExp([...logits]);
  return [...logits].map((logit) => logit - total);
}

/** log density of component k, with moments stats [K, 2L], at a row of z [M, L] */
export function logDensity(
  z: Float64Array,
  stats: Float64Array,
  { L, row, k }: { L: number; row: number; k: number },
): number {
  let sum = 0;
  for (let l = 0; l < L; l++) {
    const logvar = at(stats, k * 2 * L + L + l);
    const distance = at(z, row * L + l) - at(stats, k * 2 * L + l);
    sum += Math.log(2 * Math.PI) + logvar + distance ** 2 * Math.exp(-logvar);
  }
  return -0.5 * sum;
}
