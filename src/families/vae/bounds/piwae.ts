import { importanceKernels } from '../../../kernels/catalogue/importance.generated.ts';
import type { BoundDefinition } from './bound.ts';
import { withEncoderBound } from './encoderBound.ts';
import { checkBounds, checkSamplesOfBounds } from './severalBounds.ts';

/**
 * The decoder trains the importance-weighted bound over all samples, the encoder the mean of several
 * bounds, which share them. Source: Rainforth et al., "Tighter variational bounds are not necessarily
 * better", 2018.
 */
export interface PiwaeOptions {
  readonly kind: 'piwae';
  /** Number of the encoder's bounds, a divisor of `samples`. 8 by default. */
  readonly bounds: number;
}

export const piwae: BoundDefinition<PiwaeOptions> = {
  parts: [importanceKernels],
  resolve({ bounds = 8 }) {
    checkBounds(bounds);
    return { kind: 'piwae', bounds };
  },
  checkSamples: checkSamplesOfBounds,
  record: (batch, { bounds }) => withEncoderBound(batch, 1, { bounds, doubly: false }),
};
