import { klPerDimension } from './klPerDimension.ts';
import { type PosteriorStats, statsRows } from './posteriorStats.ts';

/** What z tells about x under the aggregate posterior of some rows; all in nats. */
export interface MutualInformation {
  /** I(x; z) = `meanKl - marginalKl`. */
  readonly nats: number;
  /** Mean over the rows of KL(q(z | x) || p(z)), exact. */
  readonly meanKl: number;
  /** KL(q(z) || p(z)) of the aggregate posterior, estimated with one sample of z a row. */
  readonly marginalKl: number;
  /** Rows that q(z) is made of. */
  readonly rows: number;
  /** log(rows), the most that a mixture of so few rows can show. */
  readonly ceiling: number;
}

/** Samples of z, `[N, L]`, one from the posterior of each row, and log q(z) of each, `[N]`. */
export interface AggregateSamples {
  readonly z: Float32Array;
  readonly logDensity: Float32Array;
}

/**
 * Mutual information of rows and codes, I(x; z) = E_x KL(q(z | x) || p(z)) - KL(q(z) || p(z)), where
 * q(z) = 1/N Σ_j q(z | x_j) is the aggregate posterior and p(z) = N(0, I). The first term is exact,
 * the second an average over samples, so the result has the noise of a sample mean and may come
 * out slightly below 0 for a collapsed model.
 * Source: Hoffman & Johnson, "ELBO surgery: yet another way to carve up the variational evidence
 * lower bound", 2016.
 *
 * @throws ShapeError if the statistics are not rows of L values
 */
export function mutualInformation(
  stats: PosteriorStats,
  latent: number,
  { z, logDensity }: AggregateSamples,
): MutualInformation {
  const rows = statsRows(stats, latent);
  const meanKl = klPerDimension(stats, latent).reduce((sum, kl) => sum + kl, 0);
  const logPrior = z.reduce((sum, value) => sum - 0.5 * (value * value + LOG_TWO_PI), 0);
  const logAggregate = logDensity.reduce((sum, value) => sum + value, 0);
  const marginalKl = (logAggregate - logPrior) / rows;
  return { nats: meanKl - marginalKl, meanKl, marginalKl, rows, ceiling: Math.log(rows) };
}

const LOG_TWO_PI = Math.log(2 * Math.PI);
