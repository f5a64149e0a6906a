import { kl } from '../../ops/kl.ts';
import { likelihood } from '../../ops/likelihood.ts';
import { standardNormal } from '../../ops/standardNormal.ts';
import type { Prior, PriorDefinition } from './prior.ts';

/** N(0, I), the prior of the classic model. */
export interface StandardNormalOptions {
  readonly kind: 'standardNormal';
}

export const standardNormalDefinition: PriorDefinition<StandardNormalOptions> = {
  parts: [],
  resolve: () => ({ kind: 'standardNormal' }),
  build: ({ size }) => standardNormalPrior(size),
};

/**
 * The prior N(0, I).
 * @param latent dimensions of z
 */
export function standardNormalPrior(latent: number): Prior {
  return {
    kind: 'standardNormal',
    sample: (graph, { noise, ...at }) =>
      standardNormal(graph, { ...at, latent, noise: noise.next(graph, at.rows, latent) }),
    nll(graph, z, { name, samples }) {
      const [rows = 0] = z.shape;
      return likelihood(graph, graph.filled(`${name}.mean`, [rows / samples, latent], 0), {
        name,
        outputs: [{ tensor: z, slot: { choice: 'gaussian_fixed', bindings: {} } }],
        constants: { SIGMA: 1 },
        samples,
      });
    },
    gaussianDivergence: (moments) => (graph, at) => kl(graph, moments, at),
  };
}
