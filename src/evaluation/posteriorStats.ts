import { isRecord, isWholeNumber, shown } from '../checks.ts';
import { arrayName } from '../data/arrays.ts';
import { DataError, ShapeError } from '../errors.ts';

/** The approximate posterior of N rows: means and log-variances, each `[N, L]`. */
export interface PosteriorStats {
  /** Means, `[N, L]`. */
  readonly mu: Float32Array;
  /** Log variances, `[N, L]`. */
  readonly logvar: Float32Array;
}

/**
 * The number of rows N in the statistics.
 * @throws DataError for anything but two arrays of floats
 * @throws ShapeError if `mu` and `logvar` are not the same whole number of rows of L values
 */
export function statsRows(stats: PosteriorStats, latent: number): number {
  const { mu, logvar } = isRecord(stats) ? (stats as PosteriorStats) : {};
  if (!isFloats(mu) || !isFloats(logvar)) {
    throw new DataError(
      `expected { mu, logvar } as \`encode\` gives them, each a Float32Array, got ${shown(stats)}`,
    );
  }
  if (
    !isWholeNumber(latent, 1) ||
    mu.length === 0 ||
    mu.length !== logvar.length ||
    mu.length % latent !== 0
  ) {
    throw new ShapeError(
      `mu and logvar must be the same number of rows of ${shown(latent)} values, at least one; ` +
        `got ${mu.length} and ${logvar.length} values`,
    );
  }
  return mu.length / latent;
}

function isFloats(value: unknown): value is Float32Array {
  return arrayName(value) === 'Float32Array';
}
