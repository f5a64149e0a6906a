import { assertInRange, wholeNumber } from '../../checks.ts';
import type { Domain } from '../../data/domain.ts';
import { ConfigError, InternalError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { activationsKernels } from '../../kernels/catalogue/activations.generated.ts';
import { activate } from '../../ops/activate.ts';
import type { NoiseSource } from '../../ops/noise.ts';
import type { Activation } from '../../ops/slots.ts';
import { MIXTURE_PARTS, mixturePrior } from './mixture.ts';
import type { PriorDefinition, PriorEncoder } from './prior.ts';

/** A mixture of the encoder's posteriors of learned inputs, with equal weights. */
export interface VampPriorOptions {
  readonly kind: 'vamp';
  /** Number of pseudo-inputs; 500 by default. */
  readonly components: number;
}

/** Source: Tomczak & Welling, "VAE with a VampPrior", 2018. */
export const vampPriorDefinition: PriorDefinition<VampPriorOptions> = {
  parts: [...MIXTURE_PARTS, activationsKernels],
  resolve({ components = 500 }) {
    assertInRange('components', wholeNumber(1), components);
    return { kind: 'vamp', components };
  },
  build({ store, encoder }, { components }) {
    if (!encoder) {
      throw new ConfigError(
        'the prior "vamp" learns inputs of an encoder of real values, which this family has not: take another prior',
      );
    }
    if (!encoder.gaussian) {
      throw new ConfigError(
        'the prior "vamp" is a mixture of posteriors of the kind "gaussian": take that, or another prior',
      );
    }
    const inputs = store.parameter('prior.inputs', {
      shape: [components, encoder.columns],
      init: { kind: 'normal', deviation: 1 },
    });
    const activation = intoDomain(encoder.domain);
    return mixturePrior('vamp', (graph, name) => {
      const at = { name: `${name}.inputs`, activation };
      const seen = activation === 'identity' ? inputs : activate(graph, inputs, at);
      return {
        stats: momentsOf(graph, encoder, seen),
        logWeights: graph.filled(`${name}.logWeights`, [components], 0),
      };
    });
  },
};

/** The moments of the posteriors of pseudo-inputs. */
function momentsOf(graph: Graph, encoder: PriorEncoder, seen: Tensor): Tensor {
  const { moments } = encoder.posterior(graph, seen, NO_NOISE);
  if (moments) return moments;
  throw new InternalError('a posterior without moments was asked for them');
}

/** Noise of passes that draw none. */
const NO_NOISE: NoiseSource = {
  next() {
    throw new ConfigError('the prior "vamp" takes an encoder that draws no noise in evaluation');
  },
};

/** The function that keeps pseudo-inputs where data can be. */
function intoDomain({ least, most }: Domain): Activation {
  if (least === undefined) return 'identity';
  return most === undefined ? 'softplus' : 'sigmoid';
}
