import { maxPoolKernels } from '../kernels/catalogue/maxPool.generated.ts';
import { addImageParts } from '../kernels/imageDescriptors.ts';
import { maxPool } from '../ops/pool.ts';
import { imageOf } from './image.ts';
import type { LayerKind } from './layer.ts';
import { type PoolFields, pooledShape, resolvePool, windowsOf } from './pool.ts';

/** Takes the largest value of each window of an image, channel by channel. */
export interface MaxPool2dSpec extends PoolFields {
  readonly kind: 'maxPool2d';
}

/**
 * Like `torch.nn.MaxPool2d`: padding is never the largest, and of equal values the first takes the
 * gradient.
 */
export const maxPool2dLayer: LayerKind<MaxPool2dSpec> = {
  kind: 'maxPool2d',
  resolve: (given, input, where) => ({
    kind: 'maxPool2d',
    ...resolvePool(given, input, { where, kind: 'maxPool2d' }),
  }),
  load: async () => addImageParts([maxPoolKernels]),
  output: (spec, input) => pooledShape(imageOf(input, 'maxPool2d'), spec),
  build(spec, input, { name }) {
    const image = imageOf(input, name);
    const windows = windowsOf(spec);
    return {
      apply: (graph, { x }) => ({
        y: maxPool(graph, x, { name: graph.site(name), image, windows }),
      }),
    };
  },
  onnx: () => import('./onnx/maxPool2d.ts'),
};
