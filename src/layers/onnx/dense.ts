import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import type { Activation } from '../../ops/slots.ts';
import { flatSize, type LayerSpec, type OnnxHead, type OnnxLayer, type Shape } from '../layer.ts';
import { activateInOnnx } from './activations.ts';
import { flattenedChannelsFirst, flattenedChannelsLast } from './flattened.ts';

/** Completed fields of a fully connected layer. */
interface DenseFields extends LayerSpec {
  readonly units: number;
  readonly activation: Activation;
}

/** A fully connected layer, followed by its activation. */
export const toOnnx: OnnxLayer<DenseFields> = (
  graph,
  { spec, input, first, reshaped, name, x },
) => {
  const { units, activation } = spec;
  const sum = linear(graph, x, { name, units, input, first });
  return activateInOnnx(
    graph,
    activation,
    reshaped ? flattenedChannelsLast(graph, sum, reshaped) : sum,
  );
};

/** A fully connected layer that computes the outputs of a likelihood. */
export const headToOnnx: OnnxHead<DenseFields> = (graph, { target, perValue, ...at }) =>
  linear(graph, at.x, { ...at, units: perValue * flatSize(target) });

/** The weights of an image that a layer made are channels first in files; data keep their order. */
export function linear(
  graph: OnnxGraph,
  x: OnnxValue,
  { name, units, input, first }: LinearLayer,
): OnnxValue {
  const values = first ? x : flattenedChannelsFirst(graph, x, input);
  return graph.linear(values, { name, inputs: flatSize(input), units });
}

/** A fully connected layer without activation. */
interface LinearLayer {
  readonly name: string;
  readonly units: number;
  /** Shape of an example that comes in. */
  readonly input: Shape;
  /** True if the layer reads the data. */
  readonly first: boolean;
}
