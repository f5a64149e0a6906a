import { doublyReparameterizedKernels } from '../../../kernels/catalogue/doublyReparameterized.generated.ts';
import { importanceKernels } from '../../../kernels/catalogue/importance.generated.ts';
import type { BoundDefinition } from './bound.ts';
import { withEncoderBound } from './encoderBound.ts';
import { type BoundGradient, checkGradient } from './gradient.ts';
import { importance } from './importance.ts';
import { checkBounds, checkSamplesOfBounds } from './severalBounds.ts';

/**
 * The mean of several importance-weighted bounds, which share the samples of a row. Source: Rainforth
 * et al., "Tighter variational bounds are not necessarily better", 2018.
 */
export interface MiwaeOptions {
  readonly kind: 'miwae';
  /** Number of bounds, a divisor of `samples`. 8 by default. */
  readonly bounds: number;
  /** The gradient with respect to the encoder. `plain` by default. */
  readonly gradient: BoundGradient;
}

export const miwae: BoundDefinition<MiwaeOptions> = {
  parts: [importanceKernels, doublyReparameterizedKernels],
  resolve({ bounds = 8, gradient = 'plain' }) {
    checkBounds(bounds);
    checkGradient(gradient);
    return { kind: 'miwae', bounds, gradient };
  },
  checkSamples: checkSamplesOfBounds,
  record: (batch, { bounds, gradient }) =>
    gradient === 'doubly'
      ? withEncoderBound(batch, bounds, { bounds, doubly: true })
      : importance(batch, { bounds }),
};
