import { SHARES } from '../../data/domain.ts';
import { continuousBernoulliKernels } from '../../kernels/catalogue/continuousBernoulli.generated.ts';
import { type LikelihoodDefinition, oneOutput } from './likelihood.ts';

/**
 * A density on [0, 1], for grey values. The Bernoulli likelihood is not a density there. Source:
 * Loaiza-Ganem & Cunningham, "The continuous Bernoulli", 2019.
 */
export interface ContinuousBernoulliOptions {
  readonly kind: 'continuousBernoulli';
}

export const continuousBernoulli: LikelihoodDefinition<ContinuousBernoulliOptions> = {
  parts: [continuousBernoulliKernels],
  resolve: () => ({ kind: 'continuousBernoulli' }),
  domain: SHARES,
  meanFormula: () => '1 / (1 - exp(-y)) - 1 / y, and 1/2 at y = 0',
  onnx: () => import('./onnx/continuousBernoulli.ts'),
  build: (context) =>
    oneOutput(
      context,
      { choice: 'continuous_bernoulli', bindings: {} },
      'continuous_bernoulli_mean',
    ),
};
