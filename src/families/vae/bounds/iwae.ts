import { importanceKernels } from '../../../kernels/catalogue/importance.generated.ts';
import type { BoundDefinition } from './bound.ts';
import { importance } from './importance.ts';

/**
 * The importance-weighted bound over all samples of a row. Source: Burda et al., "Importance
 * weighted autoencoders", 2015.
 */
export interface IwaeOptions {
  readonly kind: 'iwae';
}

export const iwae: BoundDefinition<IwaeOptions> = {
  parts: [importanceKernels],
  resolve: () => ({ kind: 'iwae' }),
  record: (batch) => importance(batch),
};
