import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Passes a tensor to the next step of the burst: there, `to` has the values that `from` has in this
 * step. Record it after all operations that read `to`.
 *
 * @param from `[M, K]`
 * @param to created by `Graph.carried`, `[M, K]`, zero in the first step of a burst
 * @throws ShapeError if the shapes differ
 */
export function carry(graph: Graph, from: Tensor, to: Tensor): void {
  if (from.shape.join() !== to.shape.join()) {
    throw new ShapeError(
      `carry: ${describeTensor(from)} must have the shape of ${describeTensor(to)}`,
    );
  }
  graph.record({
    label: `${to.name}.carry`,
    inputs: [from],
    outputs: [to],
    forward: [
      dispatch('activation_forward', `${to.name}.carry`, {
        bindings: { preactivation: from, y: to },
        slots: { activation: { choice: 'identity', bindings: {} } },
      }),
    ],
  });
}
