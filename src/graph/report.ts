import { TENSOR_ALIGNMENT } from './layout.ts';
import type { Tensor } from './tensor.ts';

/** The most loss terms whose sums a plan reports. */
export const MAX_TERMS = 16;

/** Value of {@link HEALTH} while nothing is wrong: later than any step. */
export const HEALTHY = 2 ** 32 - 1;

/**
 * The first step at which a loss, a gradient or an updated parameter was NaN or infinite.
 * Kernels lower it; optimizers leave parameters alone after that step.
 */
export const HEALTH: Tensor = { name: 'health', shape: [1], dtype: 'u32', role: 'health' };

/** Evaluation reports NaN as the loss it is and leaves the training's health alone. */
export const IGNORED_HEALTH: Tensor = {
  ...HEALTH,
  name: 'evaluation.health',
  role: 'sums',
  offset: TENSOR_ALIGNMENT,
};

/**
 * What the host reads after a burst lies side by side, so that one copy takes all of it: the
 * health, the ignored one, and the sums of each loss term.
 */
export const REPORT_SIZE = (2 + MAX_TERMS) * TENSOR_ALIGNMENT;

/** The longest loss ring whose sums have room. */
export const MAX_RING = TENSOR_ALIGNMENT;

/** The first element of a term's sums, one for each slot of the ring. */
export function sumsOffset(term: number): number {
  return (2 + term) * TENSOR_ALIGNMENT;
}
