import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** log_rates [M, K] = the log softmax of logits [M, K] + the log of the row's total of x */
export const logRatesForward: Twin<'log_rates_forward'> = (
  { constants: { M, K, SAMPLES }, slots },
  logits,
  rates,
) => {
  for (let row = 0; row < M; row++) {
    const own = logits.subarray(row * K, (row + 1) * K);
    const largest = own.reduce((a, b) => Math.max(a, b), -Infinity);
    const sum = own.reduce((all, logit) => all + Math.exp(logit - largest), 0);
    let total = 0;
    for (let column = 0; column < K; column++) {
      total += slots.load(Math.floor(row / SAMPLES), column);
    }
    const offset = Math.log(Math.max(total, 1e-8)) - largest - Math.log(sum);
    for (let i = row * K; i < (row + 1) * K; i++) put(rates, i, at(logits, i) + offset, false);
  }
};
