import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { termWeight } from './slots.ts';

/**
 * KL(N(mu, C Cᵀ) || N(0, I)) of each row, in nats, for a triangular factor C. Its log determinant is
 * that of the diagonal, and its trace the sum of all squares.
 *
 * @param stats mu, then the log of the squared diagonal of C, `[M, 2L]`
 * @param lower C below its diagonal, row by row: `[M, L (L - 1) / 2]`
 * @returns a loss term, `[ring, 1, M]`
 */
export function fullKl(
  graph: Graph,
  stats: Tensor,
  lower: Tensor,
  { name }: { name: string },
): Tensor {
  const terms = graph.terms(name, stats.shape[0] ?? 0);
  graph.record({
    label: name,
    inputs: [stats, lower],
    outputs: [terms],
    forward: [
      dispatch('full_kl_forward', `${name}.forward`, {
        bindings: { stats, lower, terms },
        slots: {},
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, terms);
      const dstats = weight && pass.gradientInto(stats);
      const dlower = weight && pass.gradientInto(lower);
      if (!dstats || !dlower) return;
      pass.record(
        dispatch('full_kl_backward', `${name}.backward`, {
          bindings: { stats, lower, dstats: dstats.tensor, dlower: dlower.tensor },
          slots: { term_weight: weight.slot },
          constants: {
            ...weight.constants,
            ACCUMULATE_STATS: dstats.accumulate,
            ACCUMULATE_LOWER: dlower.accumulate,
          },
        }),
      );
    },
  });
  return terms;
}
