/** Mean and log variance of (z - mu_p) / exp(logvar_p / 2), with z from q; both are [mu, logvar]. */
export function relative(
  q: readonly [number, number],
  p: readonly [number, number],
): [number, number] {
  return [(q[0] - p[0]) * Math.exp(-0.5 * p[1]), q[1] - p[1]];
}

/** The moments of a latent dimension of a row of mu | logvar, `[rows, 2L]`. */
export function momentsAt(
  stats: Float64Array,
  row: number,
  column: number,
  L: number,
): [number, number] {
  const index = row * 2 * L + column;
  return [stats[index] as number, stats[index + L] as number];
}
