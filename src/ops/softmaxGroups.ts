import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Softmax over each group of consecutive columns: the probabilities of categorical outputs. For
 * decoded means: it has no gradient.
 *
 * @param logits `[M, K]`
 * @param starts first column of each group, then K
 * @returns `[M, K]`
 */
export function softmaxGroups(
  graph: Graph,
  logits: Tensor,
  { name, starts }: { name: string; starts: readonly number[] },
): Tensor {
  const probabilities = graph.activation(name, logits.shape);
  graph.record({
    label: name,
    inputs: [logits],
    outputs: [probabilities],
    forward: [
      dispatch('softmax_groups', name, {
        bindings: { logits, starts: graph.constant(`${name}.starts`, starts), probabilities },
        slots: {},
        constants: { GROUPS: starts.length - 1 },
      }),
    ],
  });
  return probabilities;
}
