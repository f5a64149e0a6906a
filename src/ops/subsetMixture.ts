import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { sampleWeight } from './slots.ts';

/** A mixture of Gaussians for each row, independent in each dimension. */
export interface SubsetMixture {
  /** `[M · subsets, 2L]`: mu, then logvar; the Gaussians of a row are adjacent. */
  readonly stats: Tensor;
  /** `[M · subsets, columns]`, of which `column` has the weights, whose mean over a row is 1. */
  readonly weights: Tensor;
  readonly column: number;
}

/**
 * -log density of the mixture of a row at each of its codes, in nats.
 * Source: Shi et al., "Variational mixture-of-experts autoencoders for multi-modal deep generative models", 2019.
 *
 * @param z `[M · draws, L]`; the codes of a row are adjacent
 * @param rows M
 * @returns a loss term, `[ring, 1, M · draws]`, with gradients with respect to z and to the moments
 */
export function subsetDensity(
  graph: Graph,
  z: Tensor,
  { stats, weights, column }: SubsetMixture,
  { name, rows }: { name: string; rows: number },
): Tensor {
  const codes = z.shape[0] ?? 0;
  const sizes = { DRAWS: codes / rows, SUBSETS: (stats.shape[0] ?? 0) / rows };
  const terms = graph.terms(name, codes);
  const shares = graph.activation(`${name}.shares`, [codes, sizes.SUBSETS]);
  graph.record({
    label: name,
    inputs: [z, stats, weights],
    outputs: [terms, shares],
    forward: [
      dispatch('subset_density_forward', `${name}.forward`, {
        bindings: { z, stats, weights, terms, shares },
        slots: {},
        constants: { ...sizes, COLUMN: column },
      }),
    ],
    backward(pass) {
      const weight = sampleWeight(pass, terms, sizes.DRAWS);
      if (!weight) return;
      const slots = { term_weight: weight.slot };
      const shared = { ...sizes, ...weight.constants };
      const dz = pass.gradientInto(z);
      if (dz) {
        pass.record(
          dispatch('subset_density_backward_z', `${name}.backward_z`, {
            bindings: { z, stats, shares, dz: dz.tensor },
            slots,
            constants: { ...shared, ACCUMULATE: dz.accumulate },
          }),
        );
      }
      const dstats = pass.gradientInto(stats);
      if (dstats) {
        pass.record(
          dispatch('subset_density_backward_stats', `${name}.backward_stats`, {
            bindings: { z, stats, shares, dstats: dstats.tensor },
            slots,
            constants: { ...shared, ACCUMULATE: dstats.accumulate },
          }),
        );
      }
    },
  });
  return terms;
}

/**
 * Mean and log variance of the mixture of each row, in each dimension. It has no gradient.
 * @param rows M
 * @returns `[M, 2L]`: mu, then logvar
 */
export function subsetMoments(
  graph: Graph,
  { stats, weights, column }: SubsetMixture,
  { name, rows }: { name: string; rows: number },
): Tensor {
  const [subsets = 0, width = 0] = stats.shape;
  const moments = graph.activation(name, [rows, width]);
  graph.record({
    label: name,
    inputs: [stats, weights],
    outputs: [moments],
    forward: [
      dispatch('subset_moments', name, {
        bindings: { stats, weights, moments },
        slots: {},
        constants: { SUBSETS: subsets / rows, COLUMN: column },
      }),
    ],
  });
  return moments;
}
