import type { Activation } from '../../ops/slots.ts';
import { flatSize, type LayerSpec, type OnnxLayer } from '../layer.ts';
import { activateInOnnx } from './activations.ts';
import { reshaped } from './image.ts';

/** Completed fields of a gate. */
interface GateFields extends LayerSpec {
  readonly activation: Activation;
}

/** Values times the sigmoid of their gates. */
export const toOnnx: OnnxLayer<GateFields> = (graph, { spec, input, x }) => {
  const channels = (input.at(-1) ?? 0) / 2;
  const pixels = reshaped(graph, x, [-1, 2 * channels]);
  const [values = '', gates = ''] = graph.split(pixels, [channels, channels]);
  const activated = activateInOnnx(graph, spec.activation, values);
  const y = graph.node('Mul', [activated, graph.node('Sigmoid', [gates])]);
  return reshaped(graph, y, [-1, flatSize(input) / 2]);
};
