import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type NoiseProductOptions, noiseProduct } from './noiseProduct.ts';

/**
 * U times standard normals.
 *
 * @param factor U, row by row: `[M, L · rank]`
 * @returns `[M · samples, L]`; the samples of an example are adjacent
 */
export function lowRankProduct(graph: Graph, factor: Tensor, options: NoiseProductOptions): Tensor {
  const [, width = 0] = factor.shape;
  const L = width / options.latent;
  return noiseProduct(graph, factor, options, {
    forward: (label, y, { slots, constants }) =>
      dispatch('low_rank_product_forward', label, {
        bindings: { factor, y },
        slots,
        constants: { ...constants, L },
      }),
    backward: (label, { dy, dmatrix }, { slots, constants }) =>
      dispatch('low_rank_product_backward', label, {
        bindings: { dy, dfactor: dmatrix },
        slots,
        constants: { ...constants, L },
      }),
  });
}
