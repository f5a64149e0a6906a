import { loadExporter } from '../../formats/onnx/exporter.ts';
import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import type { LayerSpec, Shape } from '../layer.ts';
import { layerKind } from '../loadedKinds.ts';
import { layerName, reshapedTo } from '../stack.ts';

/**
 * Adds the layers of a stack, which are resolved, to a graph.
 * @param stack its name, the shape of an example that comes in, `x` `[batch, flatSize(input)]`, and
 *   `first`, false if other layers made x
 * @returns the output with its shape
 * @throws ConfigError for a layer whose kind does not say how it is written
 */
export async function stackToOnnx(
  graph: OnnxGraph,
  layers: readonly LayerSpec[],
  stack: {
    readonly name: string;
    readonly input: Shape;
    readonly x: OnnxValue;
    readonly first?: boolean;
  },
): Promise<{ readonly shape: Shape; readonly y: OnnxValue }> {
  const { name, input, x, first = true } = stack;
  let shape = input;
  let y = x;
  for (const [place, spec] of layers.entries()) {
    const kind = layerKind(spec.kind);
    const own = layerName(name, layers, place);
    const write = await loadExporter(`"${own}": the layer kind "${spec.kind}"`, kind.onnx);
    const output = kind.output(spec, shape);
    const reshaped = reshapedTo(layers[place + 1], output);
    y = await write(graph, {
      spec,
      input: shape,
      name: own,
      x: y,
      first: first && place === 0,
      ...(reshaped && { reshaped }),
    });
    shape = output;
  }
  return { shape, y };
}
