import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Softmax over each group of consecutive columns: the probabilities of categorical values.
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
  const groups = graph.constant(`${name}.starts`, starts);
  const constants = { GROUPS: starts.length - 1 };
  graph.record({
    label: name,
    inputs: [logits],
    outputs: [probabilities],
    forward: [
      dispatch('softmax_groups', name, {
        bindings: { logits, starts: groups, probabilities },
        slots: {},
        constants,
      }),
    ],
    backward(pass) {
      const dprobabilities = pass.gradientOf(probabilities);
      const dlogits = dprobabilities && pass.gradientInto(logits);
      if (!dlogits) return;
      pass.record(
        dispatch('softmax_groups_backward', `${name}.backward`, {
          bindings: { probabilities, dprobabilities, starts: groups, dlogits: dlogits.tensor },
          slots: {},
          constants: { ...constants, ACCUMULATE: dlogits.accumulate },
        }),
      );
    },
  });
  return probabilities;
}
