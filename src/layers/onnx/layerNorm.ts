import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import type { Activation } from '../../ops/slots.ts';
import { channelsOf } from '../affine.ts';
import { flatSize, type LayerSpec, type OnnxLayer, type Shape } from '../layer.ts';
import { activateInOnnx } from './activations.ts';
import { type AffineFields, affineParameters } from './affine.ts';
import { reshaped } from './image.ts';

/** Completed fields of a layer normalization. */
interface LayerNormFields extends LayerSpec, AffineFields {
  readonly over: 'channels' | 'example';
  readonly epsilon: number;
  readonly activation: Activation;
}

/** A layer normalization, followed by its activation. */
export const toOnnx: OnnxLayer<LayerNormFields> = (graph, { spec, input, name, x }) => {
  const { over, epsilon, activation } = spec;
  const size = flatSize(input);
  const width = over === 'example' ? size : channelsOf(input);
  const flat = width === size;
  const perExample = over === 'example' && input.length > 1;
  const parameters = perExample
    ? ofExample(graph, spec, name, input)
    : affineParameters(graph, spec, { name, shape: [width] });
  const pixels = flat ? x : reshaped(graph, x, [-1, size / width, width]);
  const { weight, bias } = parameters;
  const y = graph.node('LayerNormalization', [pixels, weight, bias], {
    axis: { int: -1 },
    epsilon: { float: epsilon },
  });
  return activateInOnnx(graph, activation, flat ? y : reshaped(graph, y, [-1, size]));
};

/** Files hold parameters of images with the channels first; values lie with the channels last. */
function ofExample(graph: OnnxGraph, spec: AffineFields, name: string, input: Shape) {
  const shape = [channelsOf(input), ...input.slice(0, -1)];
  const flat = (value: OnnxValue): OnnxValue => {
    if (!spec.affine) return value;
    const perm = { ints: [...shape.keys()].map((axis) => (axis + 1) % shape.length) };
    return reshaped(graph, graph.node('Transpose', [value], { perm }), [-1]);
  };
  const { weight, bias } = affineParameters(graph, spec, { name, shape });
  return { weight: flat(weight), bias: flat(bias) };
}
