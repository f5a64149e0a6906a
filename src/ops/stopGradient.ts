import type { Tensor } from '../graph/tensor.ts';

/** The same values, through which nothing flows back. Costs nothing: it is the tensor itself. */
export function stopGradient(tensor: Tensor): Tensor {
  return { ...tensor, stopped: true };
}
