import { type PosteriorStats, statsRows } from './posteriorStats.ts';

/**
 * KL(q(z_j | x) || N(0, 1)) of each latent dimension j in nats, averaged over the rows. It measures
 * the information in each dimension. Their sum is the KL term of the ELBO. Source: Kingma &
 * Welling, "Auto-encoding variational Bayes", 2013, appendix B.
 *
 * @returns `[L]`
 * @throws ShapeError if the statistics are not rows of L values
 */
export function klPerDimension(stats: PosteriorStats, latent: number): Float64Array {
  const rows = statsRows(stats, latent);
  const sums = new Float64Array(latent);
  for (const [i, mu] of stats.mu.entries()) {
    const logvar = stats.logvar[i] as number;
    // expm1 is precise for logvar near 0, where collapsed dimensions lie.
    sums[i % latent] = (sums[i % latent] as number) + 0.5 * (mu * mu + Math.expm1(logvar) - logvar);
  }
  return sums.map((sum) => sum / rows);
}
