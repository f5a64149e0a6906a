import type { OnnxNode } from '../../formats/onnx/graph.ts';
import { imageOf } from '../image.ts';
import type { LayerSpec, OnnxLayer } from '../layer.ts';
import { type PoolFields, pooledShape, windowsOf } from '../pool.ts';
import { onImages } from './image.ts';

/** A pooling by an operator of ONNX. */
export function poolToOnnx(
  operator: 'MaxPool' | 'AveragePool',
  attributes: OnnxNode['attributes'] = {},
): OnnxLayer<LayerSpec & PoolFields> {
  return (graph, { spec, input, name, x }) => {
    const output = pooledShape(imageOf(input, name), spec);
    const { kernel, stride, padding } = windowsOf(spec);
    return onImages(graph, x, { input, output }, (images) =>
      graph.node(operator, [images], {
        kernel_shape: { ints: kernel },
        strides: { ints: stride },
        pads: { ints: [...padding, ...padding] },
        ...attributes,
      }),
    );
  };
}
