import { TENSOR_ALIGNMENT } from './layout.ts';
import type { Tensor } from './tensor.ts';

/** Maximum number of loss terms whose sums a plan reports. */
export const MAX_TERMS = 16;

/** Value of {@link HEALTH} while no step was bad: greater than any step number. */
export const HEALTHY = 2 ** 32 - 1;

/**
 * Number of the first step at which a loss, a gradient or an updated parameter was NaN or infinite.
 * Kernels lower it. Optimizers do not change parameters after that step.
 */
export const HEALTH: Tensor = { name: 'health', shape: [1], dtype: 'u32', role: 'health' };

/**
 * Health tensor for evaluation, which reports a NaN loss but does not change the health of
 * training.
 */
export const IGNORED_HEALTH: Tensor = {
  ...HEALTH,
  name: 'evaluation.health',
  role: 'sums',
  offset: TENSOR_ALIGNMENT,
};

/**
 * Size of the report that the host reads after a burst. Its parts are adjacent, so that one copy
 * reads them all: the health, the ignored health, and the sums of each loss term.
 */
export const REPORT_SIZE = (2 + MAX_TERMS) * TENSOR_ALIGNMENT;

/** Maximum length of a loss ring, limited by the space for its sums. */
export const MAX_RING = TENSOR_ALIGNMENT;

/** First element of a term's sums; there is one sum for each slot of the ring. */
export function sumsOffset(term: number): number {
  return (2 + term) * TENSOR_ALIGNMENT;
}
