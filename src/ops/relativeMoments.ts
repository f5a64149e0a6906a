import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * The moments of Gaussians in coordinates in which another Gaussian is N(0, I). The KL between the
 * two is that of the result against N(0, I), dimension by dimension, so `kl` gives it with all its
 * rules.
 *
 * @param stats `[M, 2L]`: mu, then logvar
 * @param prior moments of the other Gaussian, `[M, 2L]`, or `[1, 2L]` for all rows
 * @returns `[M, 2L]`
 */
export function relativeMoments(
  graph: Graph,
  stats: Tensor,
  prior: Tensor,
  { name }: { name: string },
): Tensor {
  const relative = graph.activation(name, stats.shape);
  graph.record({
    label: name,
    inputs: [stats, prior],
    outputs: [relative],
    forward: [
      dispatch('relative_moments_forward', `${name}.forward`, {
        bindings: { stats, prior, relative },
        slots: {},
      }),
    ],
    backward(pass) {
      const drelative = pass.gradientOf(relative);
      if (!drelative) return;
      const dstats = pass.gradientInto(stats);
      if (dstats) {
        pass.record(
          dispatch('relative_moments_backward_stats', `${name}.backward_stats`, {
            bindings: { prior, drelative, dstats: dstats.tensor },
            slots: {},
            constants: { ACCUMULATE: dstats.accumulate },
          }),
        );
      }
      const dprior = pass.gradientInto(prior);
      if (dprior) {
        pass.record(
          dispatch('relative_moments_backward_prior', `${name}.backward_prior`, {
            bindings: { prior, relative, drelative, dprior: dprior.tensor },
            slots: {},
            constants: { ACCUMULATE: dprior.accumulate },
          }),
        );
      }
    },
  });
  return relative;
}
