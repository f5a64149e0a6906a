import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { matrix } from './slots.ts';

/**
 * What the categorical likelihood needs of each group of neighbouring columns. It carries no
 * gradient: the likelihood's own accounts for it.
 *
 * @param outputs logits, `[M, K]`
 * @param x targets, `[M / samples, K]`
 * @returns `[M, 2 · groups]`: log Σ exp(logits), then Σ x
 */
export function groupNormalizer(
  graph: Graph,
  outputs: Tensor,
  x: Tensor,
  { name, groups, samples = 1 }: { name: string; groups: number; samples?: number },
): Tensor {
  const normalizers = graph.activation(name, [outputs.shape[0] ?? 0, 2 * groups]);
  graph.record({
    label: name,
    inputs: [outputs, x],
    outputs: [normalizers],
    forward: [
      dispatch('group_normalizer', name, {
        bindings: { outputs, normalizers },
        slots: { load: matrix(x) },
        constants: { ...(samples > 1 && { SAMPLES: samples }) },
      }),
    ],
  });
  return normalizers;
}
