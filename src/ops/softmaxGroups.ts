import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Softmax over each group of consecutive columns: the probabilities of categorical outputs. No
 * gradient: for decoded means.
 *
 * @param logits `[M, K]`
 * @param group columns of a group; K of them make one softmax a row
 * @returns `[M, K]`
 * @throws ShapeError if K is no multiple of `group`
 */
export function softmaxGroups(
  graph: Graph,
  logits: Tensor,
  { name, group }: { name: string; group: number },
): Tensor {
  const width = logits.shape[1] ?? 0;
  if (!Number.isSafeInteger(group) || group < 1 || width % group !== 0) {
    throw new ShapeError(
      `softmaxGroups: groups of ${group} columns do not divide ${describeTensor(logits)}`,
    );
  }
  const probabilities = graph.activation(name, logits.shape);
  graph.record({
    label: name,
    inputs: [logits],
    outputs: [probabilities],
    forward: [
      dispatch('softmax_groups', name, {
        bindings: { logits, probabilities },
        slots: {},
        constants: { GROUP: group },
      }),
    ],
  });
  return probabilities;
}
