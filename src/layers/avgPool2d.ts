import { windowsKernels } from '../kernels/catalogue/windows.generated.ts';
import { addImageParts } from '../kernels/imageDescriptors.ts';
import { averagePool } from '../ops/pool.ts';
import { imageOf } from './image.ts';
import type { LayerKind } from './layer.ts';
import { type PoolFields, pooledShape, resolvePool, windowsOf } from './pool.ts';

/** Takes the mean of each window of an image, channel by channel. */
export interface AvgPool2dSpec extends PoolFields {
  readonly kind: 'avgPool2d';
}

/**
 * Like `torch.nn.AvgPool2d` with its default `count_include_pad=True`: padding counts as zeros.
 */
export const avgPool2dLayer: LayerKind<AvgPool2dSpec> = {
  kind: 'avgPool2d',
  resolve: (given, input, where) => ({
    kind: 'avgPool2d',
    ...resolvePool(given, input, { where, kind: 'avgPool2d' }),
  }),
  load: async () => addImageParts([windowsKernels]),
  output: (spec, input) => pooledShape(imageOf(input, 'avgPool2d'), spec),
  build(spec, input, { name }) {
    const image = imageOf(input, name);
    const windows = windowsOf(spec);
    return {
      apply: (graph, { x }) => ({
        y: averagePool(graph, x, { name: graph.site(name), image, windows }),
      }),
    };
  },
  onnx: () => import('./onnx/avgPool2d.ts'),
};
