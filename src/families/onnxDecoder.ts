import {
  type LikelihoodOptions,
  likelihoodDefinition,
} from '../distributions/likelihoods/likelihoods.ts';
import { loadExporter } from '../formats/onnx/exporter.ts';
import type { OnnxGraph, OnnxValue } from '../formats/onnx/graph.ts';
import { headOf } from '../layers/heads.ts';
import { flatSize, type LayerSpec, type Shape } from '../layers/layer.ts';
import { stackToOnnx } from '../layers/onnx/stack.ts';

/** A decoder: its layers, and the likelihood on their output. */
interface OnnxDecoder {
  /** Name of the stack of layers. */
  readonly name: string;
  readonly layers: readonly LayerSpec[];
  /** Values that come in. */
  readonly size: number;
  /** `[batch, size]` */
  readonly z: OnnxValue;
  /** The layer that computes the likelihood's outputs; a dense one if undefined. */
  readonly output: LayerSpec | undefined;
  readonly likelihood: LikelihoodOptions;
  /** Shape of a row of data. */
  readonly input: Shape;
  /** Stands before the names of the likelihood, where a model has several. */
  readonly prefix?: string;
  /** Name of an output layer in files, from `fc4`, or `fc42` of the second one. */
  readonly nameOf: (name: string) => string;
}

/** Adds a decoder to a graph, with the means of its likelihood as the output `x`. */
export async function decoderToOnnx(
  graph: OnnxGraph,
  { name, layers, size, z, output, likelihood, input, prefix = '', nameOf }: OnnxDecoder,
): Promise<void> {
  const spec: LayerSpec = output ?? { kind: 'dense' };
  const columns = flatSize(input);
  const mean = await loadExporter(
    `the likelihood "${likelihood.kind}"`,
    likelihoodDefinition(likelihood).onnx,
  );
  const write = await loadExporter(
    `the layer kind "${spec.kind}" as the output`,
    headOf(spec.kind).onnx,
  );
  const { shape, y } = await stackToOnnx(graph, layers, { name, input: [size], x: z });
  const layer = (own: string, units: number) =>
    write(graph, {
      spec,
      input: shape,
      name: nameOf(own),
      x: y,
      first: layers.length === 0,
      target: input,
      perValue: units / columns,
    });
  graph.output('x', mean({ graph, columns, prefix, layer }, likelihood), columns);
}
