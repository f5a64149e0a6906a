import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { gaussianPriorKernels } from '../../kernels/catalogue/gaussianPrior.generated.ts';
import { kl } from '../../ops/kl.ts';
import { relativeMoments } from '../../ops/relativeMoments.ts';
import { componentsOf, MIXTURE_PARTS, mixturePrior } from './mixture.ts';
import type { Prior, PriorDefinition } from './prior.ts';

/** A Gaussian in each latent dimension whose mean and variance are learned. */
export interface GaussianPriorOptions {
  readonly kind: 'gaussian';
}

/** The kernels of {@link gaussianPrior}. */
export const GAUSSIAN_PARTS = [...MIXTURE_PARTS, gaussianPriorKernels];

export const gaussianPriorDefinition: PriorDefinition<GaussianPriorOptions> = {
  parts: GAUSSIAN_PARTS,
  resolve: () => ({ kind: 'gaussian' }),
  build({ size, store }) {
    const stats = componentsOf(store, 1, size, { kind: 'constant', value: 0 });
    return gaussianPrior('gaussian', () => stats);
  },
};

/**
 * A mixture of one component, against which a Gaussian posterior has a KL in closed form.
 * @param stats records its moments, `[1, 2 · latent]`
 */
export function gaussianPrior(kind: string, stats: (graph: Graph, name: string) => Tensor): Prior {
  return {
    ...mixturePrior(kind, (graph, name) => ({
      stats: stats(graph, name),
      logWeights: graph.filled(`${name}.logWeights`, [1], 0),
    })),
    gaussianDivergence: (moments) => (graph, at) => {
      const prior = stats(graph, `${at.name}.prior`);
      const relative = relativeMoments(graph, moments, prior, { name: `${at.name}.relative` });
      return kl(graph, relative, at);
    },
  };
}
