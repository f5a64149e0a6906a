import { assertInRange, wholeNumber } from '../../checks.ts';
import type { Domain } from '../../data/domain.ts';
import { ConfigError } from '../../errors.ts';
import { activationsKernels } from '../../kernels/catalogue/activations.generated.ts';
import { activate } from '../../ops/activate.ts';
import type { Activation } from '../../ops/slots.ts';
import { MIXTURE_PARTS, mixturePrior } from './mixture.ts';
import type { PriorDefinition } from './prior.ts';

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
        'the prior "vamp" is a mixture of posteriors, which must have a mean and a log variance: ' +
          'take the posterior "gaussian" or another prior',
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
        stats: encoder.moments(graph, seen),
        logWeights: graph.filled(`${name}.logWeights`, [components], 0),
      };
    });
  },
};

/** The function that keeps pseudo-inputs where data can be. */
function intoDomain({ least, most }: Domain): Activation {
  if (least === undefined) return 'identity';
  return most === undefined ? 'softplus' : 'sigmoid';
}
