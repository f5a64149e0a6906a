import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Hands a tensor to the next step of the burst: what reads `to` there sees the values of `from` here.
 * Record it after everything that reads `to`.
 *
 * @param from `[M, K]`
 * @param to made by `Graph.carried`, `[M, K]`, zero in the first step of a burst
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
