import { assertInRange, POSITIVE } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { gaussianPriorKernels } from '../../kernels/catalogue/gaussianPrior.generated.ts';
import { concat } from '../../ops/concat.ts';
import { kl } from '../../ops/kl.ts';
import type { Mixture } from '../../ops/mixtureDensity.ts';
import { relativeMoments } from '../../ops/relativeMoments.ts';
import { MIXTURE_PARTS, mixturePrior } from './mixture.ts';
import type { PriorDefinition } from './prior.ts';

/** Codes whose softmax is nearly Dirichlet distributed: the shares of topics in a document. */
export interface DirichletOptions {
  readonly kind: 'dirichlet';
  /** Of each share; below 1 few shares of a document are large. 1 by default. */
  readonly concentration: number;
}

/**
 * The Laplace approximation of a symmetric Dirichlet distribution in the space whose softmax is the
 * shares: N(0, (1 - 1/K) / α) in each of K dimensions. Source: Srivastava & Sutton, "Autoencoding
 * variational inference for topic models", 2017, after MacKay, "Choice of basis for Laplace
 * approximation", 1998.
 */
export const dirichletDefinition: PriorDefinition<DirichletOptions> = {
  parts: [...MIXTURE_PARTS, gaussianPriorKernels, conditionKernels],
  resolve({ concentration = 1 }) {
    assertInRange('concentration', POSITIVE, concentration);
    return { kind: 'dirichlet', concentration };
  },
  build({ size }, { concentration }) {
    if (size < 2) {
      throw new ConfigError('the prior "dirichlet" takes a code of at least 2 dimensions, got 1');
    }
    const logVariance = Math.log((1 - 1 / size) / concentration);
    const gaussian = (graph: Graph, name: string): Mixture => ({
      stats: concat(
        graph,
        graph.filled(`${name}.mean`, [1, size], 0),
        graph.filled(`${name}.logvar`, [1, size], logVariance),
        { name: `${name}.stats` },
      ),
      logWeights: graph.filled(`${name}.logWeights`, [1], 0),
    });
    return {
      ...mixturePrior('dirichlet', gaussian),
      gaussianDivergence: (moments) => (graph, at) => {
        const { stats } = gaussian(graph, `${at.name}.prior`);
        const name = `${at.name}.relative`;
        return kl(graph, relativeMoments(graph, moments, stats, { name }), at);
      },
    };
  },
};
