import { isWholeNumber } from '../checks.ts';
import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Quantises values to `levels` levels, `min(levels - 1, ⌊levels · x⌋)`, and encodes them one-hot.
 * For data: it has no gradient.
 *
 * @param x `[M, K]` in [0, 1]
 * @returns `[M, K · levels]`; the levels of a column of x are adjacent
 * @throws ShapeError if `levels` is not a whole number of at least 1
 */
export function oneHot(
  graph: Graph,
  x: Tensor,
  { name, levels }: { name: string; levels: number },
): Tensor {
  if (!isWholeNumber(levels, 1)) {
    throw new ShapeError(`oneHot: levels must be a whole number of at least 1, got ${levels}`);
  }
  const [rows = 0, width = 0] = x.shape;
  const y = graph.activation(name, [rows, width * levels]);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [dispatch('one_hot', name, { bindings: { x, y }, slots: {} })],
  });
  return y;
}
