import { doublyReparameterizedKernels } from '../../../kernels/catalogue/doublyReparameterized.generated.ts';
import { importanceKernels } from '../../../kernels/catalogue/importance.generated.ts';
import type { BoundDefinition } from './bound.ts';
import { withEncoderBound } from './encoderBound.ts';
import { type BoundGradient, checkGradient } from './gradient.ts';
import { importance } from './importance.ts';

/**
 * The importance-weighted bound over all samples of a row. Source: Burda et al., "Importance
 * weighted autoencoders", 2015.
 */
export interface IwaeOptions {
  readonly kind: 'iwae';
  /** The gradient with respect to the encoder. `plain` by default. */
  readonly gradient: BoundGradient;
}

export const iwae: BoundDefinition<IwaeOptions> = {
  parts: [importanceKernels, doublyReparameterizedKernels],
  resolve({ gradient = 'plain' }) {
    checkGradient(gradient);
    return { kind: 'iwae', gradient };
  },
  record: (batch, { gradient }) =>
    gradient === 'doubly'
      ? withEncoderBound(batch, 1, { bounds: 1, doubly: true })
      : importance(batch),
};
