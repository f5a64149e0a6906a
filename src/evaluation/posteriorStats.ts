import { ShapeError } from '../errors.ts';

/** The approximate posterior of N rows: means and log-variances, each `[N, L]`. */
export interface PosteriorStats {
  /** Means, `[N, L]`. */
  readonly mu: Float32Array;
  /** Log variances, `[N, L]`. */
  readonly logvar: Float32Array;
}

/**
 * The number of rows N in the statistics.
 * @throws ShapeError if `mu` and `logvar` are not the same whole number of rows of L values
 */
export function statsRows({ mu, logvar }: PosteriorStats, latent: number): number {
  if (mu.length === 0 || mu.length !== logvar.length || mu.length % latent !== 0) {
    throw new ShapeError(
      `mu and logvar must be the same number of rows of ${latent} values, at least one; ` +
        `got ${mu.length} and ${logvar.length} values`,
    );
  }
  return mu.length / latent;
}
