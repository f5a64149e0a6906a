import { laplaceKernels } from '../../kernels/catalogue/laplace.generated.ts';
import { type LikelihoodDefinition, oneOutput } from './likelihood.ts';
import { assertScale } from './scale.ts';

/** Real values with Laplace noise, which is more robust to outliers than Gaussian noise. */
export interface LaplaceOptions {
  readonly kind: 'laplace';
  /** The scale b; the standard deviation is √2 b. */
  readonly scale: number;
}

export const laplace: LikelihoodDefinition<LaplaceOptions> = {
  parts: [laplaceKernels],
  resolve({ scale = 1 }) {
    assertScale('likelihood.scale', scale);
    return { kind: 'laplace', scale };
  },
  meanFormula: () => 'y',
  onnx: () => import('./onnx/identity.ts'),
  build: (context, { scale }) =>
    oneOutput(context, { choice: 'laplace', bindings: {} }, 'identity', { SCALE: scale }),
};
