import { SHARES } from '../../data/domain.ts';
import { type LikelihoodDefinition, oneOutput } from './likelihood.ts';

/** Binary values or probabilities in [0, 1]: binary cross-entropy from logits. */
export interface BernoulliOptions {
  readonly kind: 'bernoulli';
}

export const bernoulli: LikelihoodDefinition<BernoulliOptions> = {
  parts: [],
  resolve: () => ({ kind: 'bernoulli' }),
  domain: SHARES,
  meanFormula: () => 'sigmoid(y)',
  onnx: () => import('./onnx/sigmoid.ts'),
  build: (context) => oneOutput(context, { choice: 'bernoulli', bindings: {} }, 'sigmoid'),
};
