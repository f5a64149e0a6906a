import { klPerDimension } from './klPerDimension.ts';
import { type PosteriorStats, statsRows } from './posteriorStats.ts';

/** Mutual information of x and z under the aggregate posterior of some rows; all values in nats. */
export interface MutualInformation {
  /** I(x; z) = `meanKl - marginalKl`. */
  readonly nats: number;
  /** Mean over the rows of KL(q(z | x) || p(z)), exact. */
  readonly meanKl: number;
  /** KL(q(z) || p(z)) of the aggregate posterior, estimated with one sample of z per row. */
  readonly marginalKl: number;
  /** Number of rows whose posteriors form q(z). */
  readonly rows: number;
  /** log(rows), the maximum mutual information for this number of rows. */
  readonly ceiling: number;
}

/** Samples of z, `[N, L]`, one from the posterior of each row, and log q(z) of each, `[N]`. */
export interface AggregateSamples {
  readonly z: Float32Array;
  readonly logDensity: Float32Array;
}

/**
 * Mutual information of rows and codes, I(x; z) = E_x KL(q(z | x) || p(z)) - KL(q(z) || p(z)),
 * where q(z) = 1/N Σ_j q(z | x_j) is the aggregate posterior and p(z) = N(0, I). The first term is
 * exact; the second is an average over samples. The result therefore has sampling noise and may be
 * slightly negative for a collapsed model. Source: Hoffman & Johnson, "ELBO surgery: yet another
 * way to carve up the variational evidence lower bound", 2016.
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
