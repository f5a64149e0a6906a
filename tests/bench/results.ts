import type { Case, Results } from '../../bench/lib/results.mjs';

/** A case with this throughput; the smallest and largest round lie 1 % beside it. */
export const measured = (contender: string, rate: number): Case => ({
  contender,
  model: 'seed',
  batch: 128,
  samplesPerSecond: { median: rate, min: 0.99 * rate, max: 1.01 * rate },
  firstStepMs: 100,
  perStep: null,
  gpuBytes: null,
  gpuBytesTraining: null,
  loss: 232,
});

/** Results of these cases, and of nothing else. */
export const resultsOf = (cases: Case[]): Results => ({
  adapter: { vendor: 'acme', architecture: '', device: '', description: 'Acme', software: false },
  browser: 'Chrome/147',
  commit: null,
  versions: {},
  cases,
  products: [],
  leftOut: [],
  steps: [],
  failed: [],
});
