import { COUNTS } from '../../data/domain.ts';
import { expKernels } from '../../kernels/catalogue/exp.generated.ts';
import { poissonKernels } from '../../kernels/catalogue/poisson.generated.ts';
import { type LikelihoodDefinition, oneOutput } from './likelihood.ts';

/** Counts; the decoder gives the logarithms of their rates. */
export interface PoissonOptions {
  readonly kind: 'poisson';
}

export const poisson: LikelihoodDefinition<PoissonOptions> = {
  parts: [expKernels, poissonKernels],
  resolve: () => ({ kind: 'poisson' }),
  domain: COUNTS,
  meanFormula: () => 'exp(y)',
  onnx: () => import('./onnx/exp.ts'),
  build: (context) => oneOutput(context, { choice: 'poisson', bindings: {} }, 'exp'),
};
