import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dlogits [M, K] = d - softmax(log_rates) Σ d, d = dlog_rates, Σ over the columns of a row */
export const logRatesBackward: Twin<'log_rates_backward'> = (
  { constants: { M, K, ACCUMULATE } },
  rates,
  drates,
  dlogits,
) => {
  for (let row = 0; row < M; row++) {
    const [first, end] = [row * K, (row + 1) * K];
    const largest = rates.subarray(first, end).reduce((a, b) => Math.max(a, b), -Infinity);
    const powers = rates.subarray(first, end).map((rate) => Math.exp(rate - largest));
    const sum = powers.reduce((a, b) => a + b, 0);
    const gradient = drates.subarray(first, end).reduce((a, b) => a + b, 0);
    for (let i = first; i < end; i++) {
      const share = at(powers, i - first) / sum;
      put(dlogits, i, at(drates, i) - share * gradient, ACCUMULATE);
    }
  }
};
