import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type LowRankGaussian, rankOf } from './lowRank.ts';

/**
 * Mean and log variance of each dimension. For programs that give them: it has no gradient.
 * @returns `[M, 2L]`: mu, then logvar
 */
export function lowRankMoments(
  graph: Graph,
  of: LowRankGaussian,
  { name }: { name: string },
): Tensor {
  const { gaussian, factor } = of;
  const moments = graph.activation(name, gaussian.shape);
  graph.record({
    label: name,
    inputs: [gaussian, factor],
    outputs: [moments],
    forward: [
      dispatch('low_rank_moments', name, {
        bindings: { gaussian, factor, moments },
        slots: {},
        constants: { R: rankOf(of) },
      }),
    ],
  });
  return moments;
}
