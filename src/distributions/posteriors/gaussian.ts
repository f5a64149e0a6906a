import type { Tensor } from '../../graph/tensor.ts';
import { kl } from '../../ops/kl.ts';
import { reparameterize } from '../../ops/reparameterize.ts';
import { sampledKl } from '../../ops/sampledKl.ts';
import type { ClosedPosterior } from './posterior.ts';

/**
 * N(mu, exp(logvar)), independent in each latent dimension, against the prior N(0, I).
 * Source: Kingma & Welling, "Auto-encoding variational Bayes", 2013.
 * @param stats `[rows, 2 · latent]`: mu, then logvar
 */
export function gaussianPosterior(stats: Tensor): ClosedPosterior {
  return {
    moments: stats,
    sample: (graph, at) => reparameterize(graph, stats, at),
    logRatio: (graph, z, at) => sampledKl(graph, stats, z, at),
    divergence: (graph, at) => kl(graph, stats, at),
  };
}
