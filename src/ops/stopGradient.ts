import type { Tensor } from '../graph/tensor.ts';

/** The same tensor, without a gradient. Costs nothing. */
export function stopGradient(tensor: Tensor): Tensor {
  return { ...tensor, stopped: true };
}
