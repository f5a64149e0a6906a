import type { Activation } from '../../ops/slots.ts';
import { flatSize, type LayerSpec, type OnnxLayer } from '../layer.ts';
import { activateInOnnx } from './activations.ts';

/** Completed fields of a fully connected layer. */
interface DenseFields extends LayerSpec {
  readonly units: number;
  readonly activation: Activation;
}

/** A fully connected layer, followed by its activation. */
export const toOnnx: OnnxLayer<DenseFields> = (graph, { spec, input, name, x }) => {
  const { units, activation } = spec;
  const sum = graph.linear(x, { name, inputs: flatSize(input), units });
  return activateInOnnx(graph, activation, sum);
};
