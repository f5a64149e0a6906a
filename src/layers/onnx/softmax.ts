import { flatSize, type LayerSpec, type OnnxLayer } from '../layer.ts';
import { reshaped } from './image.ts';

/** Shares of the channels that sum to 1. */
export const toOnnx: OnnxLayer<LayerSpec> = (graph, { input, x }) => {
  const pixels = reshaped(graph, x, [-1, input.at(-1) ?? 1]);
  const shares = graph.node('Softmax', [pixels], { axis: { int: -1 } });
  return reshaped(graph, shares, [-1, flatSize(input)]);
};
