import { type PosteriorStats, statsRows } from './posteriorStats.ts';

/** A dimension whose posterior mean varies by more than this over the data counts as active. */
const ACTIVE_VARIANCE = 0.01;

export interface ActiveUnits {
  /** Number of active dimensions. */
  readonly count: number;
  /** Whether each dimension is active: `[L]`. */
  readonly active: readonly boolean[];
  /** Variance over the rows of each dimension's posterior mean: `[L]`. */
  readonly variance: Float64Array;
}

/**
 * The latent dimensions that the encoder uses: those with Var_x(E[z_j | x]) > 0.01.
 * Source: Burda, Grosse & Salakhutdinov, "Importance weighted autoencoders", 2015, section 5.2.
 *
 * @throws ShapeError if the statistics are not rows of L values
 */
export function activeUnits(stats: PosteriorStats, latent: number): ActiveUnits {
  const rows = statsRows(stats, latent);
  const mean = new Float64Array(latent);
  const squares = new Float64Array(latent);
  // Welford's update: a large mean costs the variance no digits.
  for (const [i, value] of stats.mu.entries()) {
    const j = i % latent;
    const before = value - (mean[j] as number);
    mean[j] = (mean[j] as number) + before / (Math.floor(i / latent) + 1);
    squares[j] = (squares[j] as number) + before * (value - (mean[j] as number));
  }
  const variance = squares.map((sum) => sum / rows);
  const active = Array.from(variance, (value) => value > ACTIVE_VARIANCE);
  return { count: active.filter(Boolean).length, active, variance };
}
