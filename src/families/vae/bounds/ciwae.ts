import { assertInRange, BETWEEN_0_AND_1 } from '../../../checks.ts';
import { importanceKernels } from '../../../kernels/catalogue/importance.generated.ts';
import type { BoundDefinition } from './bound.ts';
import { importance } from './importance.ts';

/**
 * share · evidence lower bound of the samples + (1 - share) · importance-weighted bound. Source:
 * Rainforth et al., "Tighter variational bounds are not necessarily better", 2018.
 */
export interface CiwaeOptions {
  readonly kind: 'ciwae';
  /** Share of the evidence lower bound. 0.5 by default. */
  readonly share: number;
}

export const ciwae: BoundDefinition<CiwaeOptions> = {
  parts: [importanceKernels],
  resolve({ share = 0.5 }) {
    assertInRange('bound.share', BETWEEN_0_AND_1, share);
    return { kind: 'ciwae', share };
  },
  record: (batch, { share }) => importance(batch, { elboShare: share }),
};
