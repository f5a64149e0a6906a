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
export const toOnnx: OnnxLayer<ResidualFields> = async (graph, { spec, input, name, x }) => {
  const { layers, shortcut, activation } = spec;
  const own = await stackToOnnx(graph, layers, { name: `${name}.layers`, input, x });
  const around = await stackToOnnx(graph, shortcut, { name: `${name}.shortcut`, input, x });
  return activateInOnnx(graph, activation, graph.node('Add', [around.y, own.y]));
};
