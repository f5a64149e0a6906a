import { assertInRange, wholeNumber } from '../../checks.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Initializer } from '../../graph/initializer.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { dropoutKernels } from '../../kernels/catalogue/dropout.generated.ts';
import { mixtureKernels } from '../../kernels/catalogue/mixture.generated.ts';
import { addDescriptors } from '../../kernels/descriptors.ts';
import { priorDescriptors } from '../../kernels/priorDescriptors.ts';
import { type Mixture, mixtureDensity } from '../../ops/mixtureDensity.ts';
import { mixtureSample } from '../../ops/mixtureSample.ts';
import type { Prior, PriorDefinition } from './prior.ts';

/** A mixture of Gaussians whose means, variances and weights are learned. */
export interface MixturePriorOptions {
  readonly kind: 'mixture';
  /** Number of Gaussians; 10 by default. */
  readonly components: number;
}

/** The kernels of mixtures. Drawing a component takes the uniform draws of dropout. */
export const MIXTURE_PARTS = [dropoutKernels, mixtureKernels];
addDescriptors(priorDescriptors);

export const mixtureDefinition: PriorDefinition<MixturePriorOptions> = {
  parts: MIXTURE_PARTS,
  resolve({ components = 10 }) {
    assertInRange('components', wholeNumber(1), components);
    return { kind: 'mixture', components };
  },
  build({ size, store }, { components }) {
    // Means at one place would stay equal: each would get the same gradient.
    const stats = componentsOf(store, components, size, { kind: 'normal', deviation: 1 });
    const logWeights = store.parameter('prior.logweight', { shape: [components], init: ZERO });
    const mixture = { stats, logWeights };
    return {
      ...mixturePrior('mixture', () => mixture),
      clusters: (graph, z, at) => mixtureDensity(graph, z, mixture, at).shares,
    };
  },
};

const ZERO = { kind: 'constant', value: 0 } as const;

/**
 * Declares the moments of Gaussians, `[components, 2 · size]`, in files `prior.mean` and
 * `prior.logvar`. Variances are 1 at first.
 */
export function componentsOf(
  store: Store,
  components: number,
  size: number,
  mean: Initializer,
): Tensor {
  return store.parameter('prior.stats', {
    shape: [components, 2 * size],
    init: ZERO,
    viewAxis: 1,
    views: [
      { name: 'prior.mean', size, init: mean },
      { name: 'prior.logvar', size },
    ],
  });
}

/**
 * A mixture of Gaussians as a prior.
 * @param mixture records the moments and weights of its components
 */
export function mixturePrior(
  kind: string,
  mixture: (graph: Graph, name: string) => Mixture,
): Prior {
  return {
    kind,
    sample: (graph, at) => mixtureSample(graph, mixture(graph, at.name), at),
    nll: (graph, z, at) => mixtureDensity(graph, z, mixture(graph, at.name), at).terms,
  };
}
