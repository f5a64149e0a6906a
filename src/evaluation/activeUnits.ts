import { type PosteriorStats, statsRows } from './posteriorStats.ts';

/** A dimension is active if the variance of its posterior mean over the data exceeds this. */
const ACTIVE_VARIANCE = 0.01;

/** Which latent dimensions a model uses; see {@link activeUnits}. */
export interface ActiveUnits {
  /** Number of active dimensions. */
  readonly count: number;
  /** True for each active dimension: `[L]`. */
  readonly active: readonly boolean[];
  /** Variance of each dimension's posterior mean over the rows: `[L]`. */
  readonly variance: Float64Array;
}

/**
 * The active latent dimensions: those with Var_x(E[z_j | x]) > 0.01. Source: Burda, Grosse &
 * Salakhutdinov, "Importance weighted autoencoders", 2015, section 5.2.
 *
 * @throws ShapeError if the statistics are not rows of L values
 */
export function activeUnits(stats: PosteriorStats, latent: number): ActiveUnits {
  statsRows(stats, latent);
  return activeOf(columnVariances(stats.mu, latent));
}

/** Variance of each column over the rows, `[columns]`. */
export function columnVariances(values: Float32Array, columns: number): Float64Array {
  const mean = new Float64Array(columns);
  const squares = new Float64Array(columns);
  // Welford's algorithm: a large mean does not reduce the precision of the variance.
  for (const [i, value] of values.entries()) {
    const j = i % columns;
    const before = value - (mean[j] as number);
    mean[j] = (mean[j] as number) + before / (Math.floor(i / columns) + 1);
    squares[j] = (squares[j] as number) + before * (value - (mean[j] as number));
  }
  return squares.map((sum) => sum / (values.length / columns));
}

/** @param variance of each dimension's posterior mean over the rows: `[L]` */
export function activeOf(variance: Float64Array): ActiveUnits {
  const active = Array.from(variance, (value) => value > ACTIVE_VARIANCE);
  return { count: active.filter(Boolean).length, active, variance };
}
