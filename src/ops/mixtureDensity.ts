import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { termWeight } from './slots.ts';

/** A mixture of Gaussians, independent in each dimension. */
export interface Mixture {
  /** Moments of the components, `[K, 2L]`: mu, then logvar. */
  readonly stats: Tensor;
  /** Logarithms of the weights, `[K]`, up to a constant. */
  readonly logWeights: Tensor;
}

/**
 * -log density of a mixture at each row, in nats, and the share of each component in the density: its
 * probability, given the row.
 *
 * @param z `[M, L]`
 * @param samples rows of z per example; they are adjacent
 * @returns a loss term, `[ring, 1, M]`, with gradients with respect to z and to the mixture, and the
 *   shares, `[M, K]`, without a gradient
 */
export function mixtureDensity(
  graph: Graph,
  z: Tensor,
  { stats, logWeights }: Mixture,
  { name, samples = 1 }: { name: string; samples?: number },
): { readonly terms: Tensor; readonly shares: Tensor } {
  const [rows = 0] = z.shape;
  const terms = graph.terms(name, rows);
  const shares = graph.activation(`${name}.shares`, [rows, ...logWeights.shape]);
  graph.record({
    label: name,
    inputs: [z, stats, logWeights],
    outputs: [terms, shares],
    forward: [
      dispatch('mixture_density_forward', `${name}.forward`, {
        bindings: { z, stats, log_weights: logWeights, terms, shares },
        slots: {},
        ...(samples > 1 && { constants: { SAMPLES: samples } }),
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, terms);
      if (!weight) return;
      // A gradient of rows is divided by the samples already.
      const divided = weight.slot.choice === 'scalar' && samples > 1 ? { SAMPLES: samples } : {};
      const shared = { ...weight.constants, ...divided };
      const slots = { term_weight: weight.slot };
      const dz = pass.gradientInto(z);
      if (dz) {
        pass.record(
          dispatch('mixture_density_backward_z', `${name}.backward_z`, {
            bindings: { z, stats, shares, dz: dz.tensor },
            slots,
            constants: { ...shared, ACCUMULATE: dz.accumulate },
          }),
        );
      }
      const dstats = pass.gradientInto(stats);
      if (dstats) {
        pass.record(
          dispatch('mixture_density_backward_stats', `${name}.backward_stats`, {
            bindings: { z, stats, shares, dstats: dstats.tensor },
            slots,
            constants: { ...shared, ACCUMULATE: dstats.accumulate },
          }),
        );
      }
      const dweights = pass.gradientInto(logWeights);
      if (dweights) {
        pass.record(
          dispatch('mixture_density_backward_weights', `${name}.backward_weights`, {
            bindings: { log_weights: logWeights, shares, dlog_weights: dweights.tensor },
            slots,
            constants: { ...shared, ACCUMULATE: dweights.accumulate },
          }),
        );
      }
    },
  });
  return { terms, shares };
}
