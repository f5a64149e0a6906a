import { type Conv1dSpec, conv1dLayer, signalOf } from '../conv1d.ts';
import { flatSize, type OnnxLayer } from '../layer.ts';
import { activateInOnnx } from './activations.ts';
import { flattenedChannelsFirst, flattenedChannelsLast } from './flattened.ts';
import { reshaped } from './image.ts';

/** A convolution of signals, followed by its activation. ONNX has them with channels first. */
export const toOnnx: OnnxLayer<Conv1dSpec> = (graph, { spec, input, name, x }) => {
  const [length, from] = signalOf(input, name);
  const { channels, kernel, stride, padding, dilation, activation } = spec;
  const output = conv1dLayer.output(spec, input);
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
};
