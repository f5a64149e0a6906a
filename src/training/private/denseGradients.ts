import { InternalError } from '../../errors.ts';
import type { Dispatch } from '../../graph/plan.ts';
import { dispatch, slotOf } from '../../kernels/dispatch.ts';
import { bound, type LayerGradients, layerOf } from './layerGradients.ts';

/**
 * A fully connected layer: the gradient of an example's weights is an outer product of its rows of dy and x, so its
 * norm follows from theirs.
 *
 * @param product the dispatch of `dense_backward_weight`
 */
export function denseGradients(product: Dispatch): LayerGradients {
  const layer = layerOf(product);
  const load = slotOf(product, 'load');
  if (!load) throw new InternalError(`"${product.label}" reads no rows`);
  const dy = bound(product, 'dy');
  return {
    layer,
    sums: [product],
    dy,
    dweight: bound(product, 'dweight'),
    dbias: bound(product, 'dbias'),
    norms: (squares, ACCUMULATE) => [
      dispatch('example_norms', `${layer}.norms`, {
        bindings: { squares, dy },
        slots: { load },
        constants: { ACCUMULATE },
      }),
    ],
  };
}
