import { InternalError } from '../../errors.ts';
import type { Dispatch } from '../../graph/plan.ts';
import type { Tensor } from '../../graph/tensor.ts';

/** How a recorded step computes the gradients of a layer's weights and bias, and what private training adds. */
export interface LayerGradients {
  /** Name of the layer. */
  readonly layer: string;
  /** The dispatches that sum the gradients of the examples, in order. */
  readonly sums: readonly Dispatch[];
  /** The gradient of the layer's outputs, of which the gradients of the examples are linear functions. */
  readonly dy: Tensor;
  readonly dweight: Tensor;
  readonly dbias: Tensor;
  /** Computes the squared norm of each example's gradient; added to `squares` if `accumulate`. */
  readonly norms: (squares: Tensor, accumulate: boolean) => readonly Dispatch[];
}

/** Name of the layer of a product that computes a gradient of weights. */
export const layerOf = ({ label }: Dispatch): string => label.replace(/\.backward_weight$/, '');

/** @throws InternalError if the dispatch binds no tensor of that name */
export function bound({ bindings, label }: Dispatch, name: string): Tensor {
  const tensor = bindings[name];
  if (tensor) return tensor;
  throw new InternalError(`"${label}" has no ${name}`);
}
