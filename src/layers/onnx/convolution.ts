import type { OnnxGraph, OnnxNode, OnnxValue } from '../../formats/onnx/graph.ts';
import { type ConvolutionFields, imageShape } from '../convolution.ts';
import { pairOf } from '../image.ts';
import type { LayerSpec, OnnxHead, OnnxLayer, OnnxLayerContext } from '../layer.ts';
import { layerKind } from '../loadedKinds.ts';
import { activateInOnnx } from './activations.ts';
import { onImages } from './image.ts';

type Fields = LayerSpec & ConvolutionFields;

/** A convolution by an operator of ONNX. */
interface Written<S extends Fields> {
  readonly operator: 'Conv' | 'ConvTranspose';
  /** Attributes that the other operator does not have. */
  readonly attributes?: (spec: S) => OnnxNode['attributes'];
}

/** How a kind of convolution is written as a layer, and as the last one of a decoder. */
export function convolutionToOnnx<S extends Fields>(
  written: Written<S>,
): { readonly toOnnx: OnnxLayer<S>; readonly headToOnnx: OnnxHead<S> } {
  const write = (graph: OnnxGraph, context: OnnxLayerContext<S>): OnnxValue =>
    writeConvolution(graph, written, context);
  return {
    toOnnx: write,
    headToOnnx: (graph, { perValue, spec, ...at }) =>
      write(graph, { ...at, spec: { ...spec, channels: perValue * spec.channels } }),
  };
}

function writeConvolution<S extends Fields>(
  graph: OnnxGraph,
  { operator, attributes }: Written<S>,
  { spec, input, name, x }: OnnxLayerContext<S>,
): OnnxValue {
  const [, , from] = imageShape(input, name);
  const kernel = pairOf(spec.kernel);
  const padding = pairOf(spec.padding);
  const [rows, columns] = operator === 'Conv' ? [spec.channels, from] : [from, spec.channels];
  const weight = graph.parameter(`${name}.weight`, [rows, columns, ...kernel]);
  const bias = graph.parameter(`${name}.bias`, [spec.channels]);
  return onImages(graph, x, { input, output: layerKind(spec.kind).output(spec, input) }, (images) =>
    activateInOnnx(
      graph,
      spec.activation,
      graph.node(operator, [images, weight, bias], {
        kernel_shape: { ints: kernel },
        strides: { ints: pairOf(spec.stride) },
        pads: { ints: [...padding, ...padding] },
        dilations: { ints: pairOf(spec.dilation) },
        ...attributes?.(spec),
      }),
    ),
  );
}
