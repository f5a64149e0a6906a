import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Rows scaled to a length of 1, `x / max(‖x‖₂, 1e-12)` as PyTorch's `normalize`; a row of zeros
 * stays zero. No gradient: for data.
 *
 * @param x `[M, K]`
 * @returns `[M, K]`
 */
export function normalizeRows(graph: Graph, x: Tensor, { name }: { name: string }): Tensor {
  const y = graph.activation(name, x.shape);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [dispatch('normalize_rows', name, { bindings: { x, y }, slots: {} })],
  });
  return y;
}
