import { gaussianPriorKernels } from '../../kernels/catalogue/gaussianPrior.generated.ts';
import { kl } from '../../ops/kl.ts';
import { relativeMoments } from '../../ops/relativeMoments.ts';
import { componentsOf, MIXTURE_PARTS, mixturePrior } from './mixture.ts';
import type { PriorDefinition } from './prior.ts';

/** A Gaussian in each latent dimension whose mean and variance are learned. */
export interface GaussianPriorOptions {
  readonly kind: 'gaussian';
}

/** A mixture of one component, against which a Gaussian posterior has a KL in closed form. */
export const gaussianPriorDefinition: PriorDefinition<GaussianPriorOptions> = {
  parts: [...MIXTURE_PARTS, gaussianPriorKernels],
  resolve: () => ({ kind: 'gaussian' }),
  build({ size, store }) {
    const stats = componentsOf(store, 1, size, { kind: 'constant', value: 0 });
    return {
      ...mixturePrior('gaussian', (graph, name) => ({
        stats,
        logWeights: graph.filled(`${name}.logWeights`, [1], 0),
      })),
      gaussianDivergence: (moments) => (graph, at) =>
        kl(graph, relativeMoments(graph, moments, stats, { name: `${at.name}.relative` }), at),
    };
  },
};
