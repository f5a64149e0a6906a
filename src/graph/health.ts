import type { Tensor } from './tensor.ts';

/** Value of {@link HEALTH} while nothing is wrong: later than any step. */
export const HEALTHY = 2 ** 32 - 1;

/**
 * The first step at which a loss, a gradient or an updated parameter was NaN or infinite.
 * Kernels lower it; optimizers leave parameters alone after that step.
 */
export const HEALTH: Tensor = { name: 'health', shape: [1], dtype: 'u32', role: 'health' };
