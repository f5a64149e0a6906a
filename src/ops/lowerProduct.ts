import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type NoiseProductOptions, noiseProduct } from './noiseProduct.ts';

/**
 * A triangular matrix of each example, without its diagonal, times standard normals.
 *
 * @param lower elements below the diagonal, row by row: `[M, L (L - 1) / 2]`
 * @returns `[M · samples, L]`; the samples of an example are adjacent
 */
export function lowerProduct(graph: Graph, lower: Tensor, options: NoiseProductOptions): Tensor {
  return noiseProduct(graph, lower, options, {
    forward: (label, y, drawn) =>
      dispatch('lower_product_forward', label, { bindings: { lower, y }, ...drawn }),
    backward: (label, { dy, dmatrix }, drawn) =>
      dispatch('lower_product_backward', label, { bindings: { dy, dlower: dmatrix }, ...drawn }),
  });
}
