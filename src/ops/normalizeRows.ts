import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Scales rows to length 1, `x / max(‖x‖₂, 1e-12)`, like PyTorch's `normalize`. A row of zeros stays
 * zero. For data: it has no gradient.
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
