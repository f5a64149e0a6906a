import type { Activation } from '../../ops/slots.ts';
import { flatSize, type LayerSpec, type OnnxHead, type OnnxLayer } from '../layer.ts';
import { layerKind } from '../loadedKinds.ts';
import { signalOf } from '../signal.ts';
import { activateInOnnx } from './activations.ts';
import { flattenedChannelsFirst, flattenedChannelsLast } from './flattened.ts';
import { reshaped } from './image.ts';

/** Completed fields of a convolution of signals. */
interface Conv1dFields extends LayerSpec {
  readonly channels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly activation: Activation;
}

/** A convolution of signals, followed by its activation. ONNX has them with channels first. */
export const toOnnx = ((graph, { spec, input, name, x }) => {
  const [length, from] = signalOf(input, name);
  const { channels, kernel, stride, padding, dilation, activation } = spec;
  const output = layerKind(spec.kind).output(spec, input);
  const weight = graph.parameter(`${name}.weight`, [channels, from, kernel]);
  const bias = graph.parameter(`${name}.bias`, [channels]);
  const signals = flattenedChannelsFirst(graph, x, [length, from]);
  const y = graph.node('Conv', [reshaped(graph, signals, [-1, from, length]), weight, bias], {
    kernel_shape: { ints: [kernel] },
    strides: { ints: [stride] },
    pads: { ints: [padding, padding] },
    dilations: { ints: [dilation] },
  });
  const flat = reshaped(graph, activateInOnnx(graph, activation, y), [-1, flatSize(output)]);
  return flattenedChannelsLast(graph, flat, output);
}) satisfies OnnxLayer<Conv1dFields>;

/** The same as the last layer of a decoder, with a channel for each output of a value. */
export const headToOnnx: OnnxHead<Conv1dFields> = (graph, { perValue, target: _, ...layer }) =>
  toOnnx(graph, {
    ...layer,
    spec: { ...layer.spec, channels: perValue * layer.spec.channels },
  });
