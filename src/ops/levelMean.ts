import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * The mean of values in [0, 1] with categorical levels. It has no gradient.
 *
 * @param logits `[M, K · levels]`
 * @returns `[M, K]`
 */
export function levelMean(
  graph: Graph,
  logits: Tensor,
  { name, levels }: { name: string; levels: number },
): Tensor {
  const [rows = 0, columns = 0] = logits.shape;
  const y = graph.activation(name, [rows, columns / levels]);
  graph.record({
    label: name,
    inputs: [logits],
    outputs: [y],
    forward: [
      dispatch('level_mean', name, {
        bindings: { logits, y },
        slots: {},
        constants: { LEVELS: levels },
      }),
    ],
  });
  return y;
}
