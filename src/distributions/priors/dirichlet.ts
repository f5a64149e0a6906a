import { assertInRange, POSITIVE } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { conditionKernels } from '../../kernels/catalogue/condition.generated.ts';
import { concat } from '../../ops/concat.ts';
import { GAUSSIAN_PARTS, gaussianPrior } from './gaussian.ts';
import type { PriorDefinition } from './prior.ts';

/** Codes whose softmax is nearly Dirichlet distributed: the shares of topics in a document. */
export interface DirichletOptions {
  readonly kind: 'dirichlet';
  /** α of each share; below 1 few shares of a document are large. 1 by default. */
  readonly concentration: number;
}

/**
 * The Laplace approximation of a symmetric Dirichlet distribution in the space whose softmax is the
 * shares: N(0, (1 - 1/K) / α) in each of K dimensions. Source: Srivastava & Sutton, "Autoencoding
 * variational inference for topic models", 2017, after MacKay, "Choice of basis for Laplace
 * approximation", 1998.
 */
export const dirichletDefinition: PriorDefinition<DirichletOptions> = {
  parts: [...GAUSSIAN_PARTS, conditionKernels],
  resolve({ concentration = 1 }) {
    assertInRange('concentration', POSITIVE, concentration);
    return { kind: 'dirichlet', concentration };
  },
  build({ size }, { concentration }) {
    if (size < 2) {
      throw new ConfigError('the prior "dirichlet" takes a code of at least 2 dimensions, got 1');
    }
    const logVariance = Math.log((1 - 1 / size) / concentration);
    return gaussianPrior('dirichlet', (graph, name) =>
      concat(
        graph,
        graph.filled(`${name}.mean`, [1, size], 0),
        graph.filled(`${name}.logvar`, [1, size], logVariance),
        { name: `${name}.stats` },
      ),
    );
  },
};
