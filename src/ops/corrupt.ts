import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { matrix } from './slots.ts';
import { type Transform, transformSlot } from './transform.ts';

/**
 * A transformed copy of a matrix, for example with dropped values. For data: it has no gradient.
 *
 * @param x `[M, K]`
 * @returns `[M, K]`
 */
export function corrupt(
  graph: Graph,
  x: Tensor,
  { name, transform }: { name: string; transform: Transform },
): Tensor {
  const batch = graph.activation(name, x.shape);
  const { slot, constants } = transformSlot(transform);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [batch],
    forward: [
      dispatch('gather', name, {
        bindings: { batch },
        slots: { load: matrix(x), transform: slot },
        constants,
      }),
    ],
  });
  return batch;
}
