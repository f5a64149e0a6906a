import { InternalError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import { BLOCK, physicalSize, roundUp } from '../../graph/layout.ts';
import type { Dispatch } from '../../graph/plan.ts';
import { dispatch, slotOf } from '../../kernels/dispatch.ts';
import { PRODUCT } from '../../ops/slots.ts';
import { bound, type LayerGradients, layerOf } from './layerGradients.ts';

/** Weights of a block of shaders/conv_example_norms.wgsl. */
const [OF_PATCH, OF_VECTOR] = [4, 8];

/**
 * Norms of a gradient of weights that `conv_example_norms` writes for each example, with the zeros behind them.
 *
 * @param patch values of a patch
 * @param vector values of a vector
 */
export function normsOfBlocks(patch: number, vector: number): number {
  const blocks = (roundUp(patch, BLOCK) / OF_PATCH) * Math.ceil(vector / OF_VECTOR);
  return roundUp(blocks, BLOCK);
}

/**
 * A convolution or a transposed one: the gradient of an example's weights is computed block by block, of which the
 * norms are kept. That of its bias, one value a channel, lies behind them.
 *
 * @param product the dispatch of `conv_backward_weight`
 * @param step the whole step
 */
export function convolutionGradients(
  product: Dispatch,
  step: readonly Dispatch[],
  graph: Graph,
): LayerGradients {
  const layer = layerOf(product);
  const load = slotOf(product, 'load');
  const parts = bound(product, 'parts');
  const [, bias, sum] = step.filter(({ bindings }) => bindings.parts === parts);
  if (!load || !bias || !sum) throw new InternalError(`"${product.label}" has no sum of its parts`);
  const dy = bound(bias, 'dy');
  const dbias = bound(sum, 'dbias');
  return {
    layer,
    sums: [product, bias, sum],
    dy,
    dweight: bound(sum, 'dweight'),
    dbias,
    norms(squares, ACCUMULATE) {
      const [rows = 0] = dy.shape;
      const { PARTS: _, SPAN: __, SIZE: ___, ...sizes } = product.constants;
      const { TAPS_Y, TAPS_X, CHANNELS, N } = sizes;
      const patch = Number(TAPS_Y) * Number(TAPS_X) * Number(CHANNELS);
      const NORMS = normsOfBlocks(patch, Number(N));
      const norms = graph.tensor(
        `${layer}.example_norms`,
        [rows, NORMS + physicalSize(dbias.shape)],
        'gradient',
      );
      return [
        dispatch('conv_example_norms', `${layer}.norms`, {
          bindings: { vectors: bound(product, 'vectors'), norms },
          slots: { load, product: PRODUCT },
          constants: { ...sizes, NORMS },
        }),
        dispatch('bias_parts', `${layer}.bias_norms`, {
          bindings: { dy, parts: norms },
          slots: {},
          constants: { N: Number(bias.constants.N), FIRST: NORMS },
        }),
        dispatch('example_squares', `${layer}.squares`, {
          bindings: { norms, squares },
          slots: {},
          constants: { ACCUMULATE },
        }),
      ];
    },
  };
}
