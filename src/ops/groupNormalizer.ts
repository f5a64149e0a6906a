import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { matrix } from './slots.ts';

/**
 * Computes the normalizers of a categorical likelihood for each group of neighbouring columns. It
 * has no gradient: the gradient of the likelihood includes it.
 *
 * @param outputs logits, `[M, K]`
 * @param x targets, `[M / samples, K]`
 * @param starts first column of each group, then K
 * @returns `[2 · M, K]`: log Σ exp(logits) of each column's group, then Σ x of it
 */
export function groupNormalizer(
  graph: Graph,
  outputs: Tensor,
  x: Tensor,
  { name, starts, samples = 1 }: { name: string; starts: readonly number[]; samples?: number },
): Tensor {
  const [rows = 0, columns = 0] = outputs.shape;
  const normalizers = graph.activation(name, [2 * rows, columns]);
  graph.record({
    label: name,
    inputs: [outputs, x],
    outputs: [normalizers],
    forward: [
      dispatch('group_normalizer', name, {
        bindings: { outputs, starts: graph.constant(`${name}.starts`, starts), normalizers },
        slots: { load: matrix(x) },
        constants: { GROUPS: starts.length - 1, ...(samples > 1 && { SAMPLES: samples }) },
      }),
    ],
  });
  return normalizers;
}
