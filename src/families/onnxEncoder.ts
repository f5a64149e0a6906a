import type { OnnxPosterior } from '../distributions/posteriors/posterior.ts';
import type { OnnxGraph, OnnxValue } from '../formats/onnx/graph.ts';
import type { LayerSpec, Shape } from '../layers/layer.ts';
import { linear } from '../layers/onnx/dense.ts';
import { stackToOnnx } from '../layers/onnx/stack.ts';

/** An encoder: its layers, and the posterior on their output. */
interface OnnxEncoder<Options> {
  /** Name of the stack of layers. */
  readonly name: string;
  readonly layers: readonly LayerSpec[];
  /** Shape of an example that comes in. */
  readonly input: Shape;
  /** `[batch, flatSize(input)]` */
  readonly x: OnnxValue;
  readonly posterior: OnnxPosterior<Options>;
  readonly latent: Options & { readonly size: number };
}

/** Adds an encoder to a graph, with the statistics of its posterior as outputs. */
export async function encoderToOnnx<Options>(
  graph: OnnxGraph,
  { layers, posterior, latent, ...at }: OnnxEncoder<Options>,
): Promise<void> {
  const { shape, y } = await stackToOnnx(graph, layers, at);
  const { size } = latent;
  const head = { input: shape, first: layers.length === 0 };
  const layer = (name: string, units: number) => linear(graph, y, { ...head, name, units });
  const statistics = posterior({ graph, size, layer }, latent);
  for (const [name, statistic] of Object.entries(statistics)) {
    const { value, columns } =
      typeof statistic === 'string' ? { value: statistic, columns: size } : statistic;
    graph.output(name, value, columns);
  }
}
