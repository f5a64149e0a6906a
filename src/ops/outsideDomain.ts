import type { Bounds } from '../data/domain.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * The first column of each row whose value is not finite, or lies outside of bounds.
 *
 * @param x `[M, K]`
 * @returns `[M]` u32; K rounded up to a multiple of 8 if there is none
 */
export function outsideDomain(
  graph: Graph,
  x: Tensor,
  { name, bounds }: { name: string; bounds: Bounds },
): Tensor {
  const first = graph.activation(name, [x.shape[0] ?? 0], 'u32');
  const { columns, least, most } = bounds;
  graph.record({
    label: name,
    inputs: [x],
    outputs: [first],
    forward: [
      dispatch('outside_domain', name, {
        bindings: { x, first },
        slots: {},
        constants: { BOUNDED: columns, LEAST: least, MOST: most },
      }),
    ],
  });
  return first;
}
