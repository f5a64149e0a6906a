import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { combineTerms } from '../../ops/combineTerms.ts';
import { dense } from '../../ops/dense.ts';
import { reparameterize } from '../../ops/reparameterize.ts';
import { sampledKl } from '../../ops/sampledKl.ts';
import type { Prior } from '../priors/prior.ts';
import { standardNormalPrior } from '../priors/standardNormal.ts';
import type {
  Draw,
  Posterior,
  PosteriorContext,
  PosteriorDefinition,
  PosteriorHead,
} from './posterior.ts';

/** A Gaussian in each latent dimension, the posterior of the classic model. */
interface GaussianOptions {
  readonly kind: 'gaussian';
}

export const gaussianDefinition: PosteriorDefinition<GaussianOptions> = {
  parts: [],
  resolve: () => ({ kind: 'gaussian' }),
  build: (context) => gaussianHead(context),
  onnx: () => import('./onnx/gaussian.ts'),
};

/** Samples of a Gaussian posterior. */
export interface GaussianDraw extends Draw {
  /**
   * Records log q(z | x) of each sample, less the log density of N(0, I) at another place, such as
   * where a flow takes the sample.
   * @param at.posteriors posteriors per example; they are adjacent
   */
  ratioAt(graph: Graph, place: Tensor, at: { name: string; posteriors?: number }): Tensor;
}

/** A Gaussian in each latent dimension. */
export interface GaussianPosterior extends Posterior {
  readonly moments: Tensor;
  sample(...given: Parameters<Posterior['sample']>): GaussianDraw;
}

/** q(z | h) of a Gaussian posterior. */
export interface GaussianHead extends PosteriorHead {
  posterior(graph: Graph, h: Tensor): GaussianPosterior;
}

/**
 * The layers `fc21`, the means, and `fc22`, the log variances.
 * @param logvar initial bias of the log variances; by default that of any layer
 */
export function gaussianHead({ layer, size }: PosteriorContext, logvar?: number): GaussianHead {
  const deviations = { name: 'fc22', ...(logvar !== undefined && { bias: logvar }) };
  const parts = [{ name: 'fc21' }, deviations];
  const stats = layer({ name: 'fc2', units: 2 * size, parts });
  return {
    name: parts.map(({ name }) => name).join(', '),
    moments: true,
    posterior: (graph, h) => gaussianPosterior(dense(graph, h, stats)),
  };
}

/**
 * N(mu, exp(logvar)), independent in each latent dimension.
 * Source: Kingma & Welling, "Auto-encoding variational Bayes", 2013.
 * @param stats `[rows, 2 · latent]`: mu, then logvar
 */
export function gaussianPosterior(stats: Tensor): GaussianPosterior {
  return {
    moments: stats,
    independent: true,
    sample(graph, { name, noise: source, samples = 1 }) {
      const [rows = 0, width = 0] = stats.shape;
      const noise = source.next(graph, rows * samples, width / 2);
      const z = reparameterize(graph, stats, { name, noise, samples });
      const drawOf = (held: boolean) => {
        const ratioAt: GaussianDraw['ratioAt'] = (to, place, at) =>
          sampledKl(to, stats, place, { ...at, noise, held });
        const ratio: Draw['nll'] = (to, at) => ratioAt(to, z, at);
        return {
          z,
          samples,
          ratioAt,
          // The operation has log q - log p for p = N(0, I), so log q is that and log p.
          nll: (to: Graph, at: { name: string }) =>
            combineTerms(
              to,
              standardNormalPrior(width / 2).nll(to, z, { name: `${at.name}.normal`, samples }),
              ratio(to, { name: `${at.name}.ratio` }),
              { ...at, weights: [1, -1], samples },
            ),
          logRatio: ({ kind }: Prior) => (kind === 'standardNormal' ? ratio : undefined),
        };
      };
      return { ...drawOf(false), held: drawOf(true) };
    },
    divergence: (prior) => prior.gaussianDivergence?.(stats),
  };
}
