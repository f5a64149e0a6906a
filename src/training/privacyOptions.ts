import type { Sampler } from '../data/samplers/sampler.ts';

/** A budget of privacy, and how training keeps it. */
export interface PrivacyOptions {
  /**
   * Largest ε that training may spend. The first call of `fit` chooses the least noise that keeps it for all
   * of its steps. Give either this or `noise`; by default `noise` holds.
   */
  readonly epsilon?: number;
  /** Standard deviation of the noise, as a multiple of `clip`, in place of a budget. By default `epsilon` holds. */
  readonly noise?: number;
  /** Probability of outcomes that may tell more than ε says; far below 1 / rows, such as 1e-5. */
  readonly delta: number;
  /** Largest norm of an example's gradient; longer ones are scaled down to it. */
  readonly clip: number;
}

/** The privacy of the data that training has spent. */
export interface PrivacySpent {
  /** ε of all private steps so far. */
  readonly epsilon: number;
  /** The δ for which it holds. */
  readonly delta: number;
}

/** The options of training that private training looks at. */
export interface PrivateOptions {
  readonly privacy?: PrivacyOptions;
  readonly sampler: Sampler;
  readonly batchSize: number;
  readonly reduction: 'sum' | 'mean';
}
