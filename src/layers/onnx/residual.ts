import type { Activation } from '../../ops/slots.ts';
import type { LayerSpec, OnnxLayer } from '../layer.ts';
import { activateInOnnx } from './activations.ts';
import { stackToOnnx } from './stack.ts';

/** Completed fields of a residual block. */
interface ResidualFields extends LayerSpec {
  readonly layers: readonly LayerSpec[];
  readonly shortcut: readonly LayerSpec[];
  readonly activation: Activation;
}

/** The sum of both ways, followed by its activation. */
export const toOnnx: OnnxLayer<ResidualFields> = async (graph, { spec, name, input, x, first }) => {
  const { layers, shortcut, activation } = spec;
  const of = { input, x, first };
  const own = await stackToOnnx(graph, layers, { ...of, name: `${name}.layers` });
  const around = await stackToOnnx(graph, shortcut, { ...of, name: `${name}.shortcut` });
  return activateInOnnx(graph, activation, graph.node('Add', [around.y, own.y]));
};
