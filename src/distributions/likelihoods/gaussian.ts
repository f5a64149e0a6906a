import { AT_LEAST_ZERO, assertInRange, shown } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { broadcastKernels } from '../../kernels/catalogue/broadcast.generated.ts';
import { gaussianKernels } from '../../kernels/catalogue/gaussian.generated.ts';
import { likelihood } from '../../ops/likelihood.ts';
import {
  type LikelihoodContext,
  type LikelihoodDefinition,
  type LikelihoodHead,
  OUTPUT,
  oneOutput,
  prefixed,
  RECONSTRUCTION,
} from './likelihood.ts';
import { assertScale } from './scale.ts';
import { learnedOutput, networkOutput } from './secondOutput.ts';

/** Real values with Gaussian noise around the decoder's means. */
export interface GaussianOptions {
  readonly kind: 'gaussian';
  /**
   * The standard deviation: a number; `learned`, one parameter for all columns; or `network`, one
   * for each value, computed by a second output layer of the decoder. Source of `learned`: Rybkin
   * et al., "Simple and effective VAE training with calibrated decoders", 2021.
   */
  readonly sigma: number | 'learned' | 'network';
  /**
   * Added to a learned variance, so that the likelihood stays bounded for exact predictions. 1e-4
   * for `network`, else 0; a number as `sigma` takes none.
   */
  readonly floor: number;
}

export const gaussian: LikelihoodDefinition<GaussianOptions> = {
  parts: [broadcastKernels, gaussianKernels],
  resolve({ sigma = 1, floor = sigma === 'network' ? 1e-4 : 0 }) {
    if (sigma !== 'learned' && sigma !== 'network') {
      if (typeof sigma !== 'number') {
        throw new ConfigError(
          `likelihood.sigma must be a number, "learned" or "network", got ${shown(sigma)}`,
        );
      }
      assertScale('likelihood.sigma', sigma);
    }
    assertInRange('likelihood.floor', AT_LEAST_ZERO, floor);
    if (typeof sigma === 'number' && floor > 0) {
      throw new ConfigError(
        `likelihood.floor is added to a learned variance, and sigma is ${sigma}: leave it out, or set sigma ` +
          'to "learned" or "network"',
      );
    }
    return { kind: 'gaussian', sigma, floor };
  },
  meanFormula: () => 'y',
  onnx: () => import('./onnx/identity.ts'),
  build(context, { sigma, floor }) {
    if (typeof sigma !== 'number') return learned(context, sigma, floor);
    const slot = { choice: 'gaussian_fixed', bindings: {} } as const;
    return oneOutput(context, slot, 'identity', { SIGMA: sigma });
  },
};

function learned(
  context: LikelihoodContext,
  sigma: 'learned' | 'network',
  floor: number,
): LikelihoodHead {
  const means = context.layer(prefixed(context, OUTPUT), context.columns);
  const logvarOf =
    sigma === 'learned' ? learnedOutput(context, 'logvar', 1) : networkOutput(context);
  return {
    loss(graph, h, x, samples, observed) {
      const mu = means(graph, h);
      const logvar = logvarOf(graph, h);
      return likelihood(graph, x, {
        name: prefixed(context, RECONSTRUCTION),
        outputs: [
          { tensor: mu, slot: { choice: 'gaussian', bindings: { logvar } } },
          { tensor: logvar, slot: { choice: 'gaussian_logvar', bindings: { mu } } },
        ],
        constants: { FLOOR: floor },
        samples,
        observed,
      });
    },
    mean: (graph, h) => means(graph, h),
  };
}
