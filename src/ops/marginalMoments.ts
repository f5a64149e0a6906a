import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Mean and log variance of each dimension of Gaussians with triangular factors. For programs that
 * give them: it has no gradient.
 *
 * @param stats mean, then log of the squared diagonal of the factor, `[M, 2L]`
 * @param lower the factor below its diagonal, row by row: `[M, L (L - 1) / 2]`
 * @returns `[M, 2L]`: mu, then logvar
 */
export function marginalMoments(
  graph: Graph,
  stats: Tensor,
  lower: Tensor,
  { name }: { name: string },
): Tensor {
  const moments = graph.activation(name, stats.shape);
  graph.record({
    label: name,
    inputs: [stats, lower],
    outputs: [moments],
    forward: [
      dispatch('marginal_moments', name, { bindings: { stats, lower, moments }, slots: {} }),
    ],
  });
  return moments;
}
