import type { Tensor } from '../graph/tensor.ts';
import type { ViewSpec } from '../graph/view.ts';
import type { LayerScope, Shape } from './layer.ts';

/** Number of channels of an example: its last axis. */
export function channelsOf(input: Shape): number {
  return input.at(-1) ?? 1;
}

/**
 * Declares the factor and the shift of normalized values, 1 and 0 at first, as `NAME.weight` and
 * `NAME.bias`.
 * @param size number of each
 * @param view how files hold them, if other than as a list
 */
export function declareAffine(
  { store, name, group }: LayerScope,
  size: number,
  view: Pick<ViewSpec, 'shape' | 'order'> = {},
): { readonly weight: Tensor; readonly bias: Tensor } {
  const declare = (part: string, value: number): Tensor =>
    store.parameter(`${name}.${part}`, {
      shape: [size],
      init: { kind: 'constant', value },
      views: [{ name: `${name}.${part}`, size, ...view }],
      ...(group !== undefined && { group }),
    });
  return { weight: declare('weight', 1), bias: declare('bias', 0) };
}
