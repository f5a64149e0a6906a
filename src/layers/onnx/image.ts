import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import { imageOf } from '../image.ts';
import { flatSize, type Shape } from '../layer.ts';

/** Gives a value another shape; -1 is the number of rows. */
export function reshaped(graph: OnnxGraph, x: OnnxValue, shape: readonly number[]): OnnxValue {
  return graph.node('Reshape', [x, graph.integers(shape)]);
}

/**
 * Adds an operation on images. ONNX has them with channels first, `[batch, channels, height, width]`.
 * @param shapes of an example before and after, `[height, width, channels]`
 * @param x `[batch, values]`
 * @returns `[batch, values]`
 */
export function onImages(
  graph: OnnxGraph,
  x: OnnxValue,
  { input, output }: { readonly input: Shape; readonly output: Shape },
  operation: (images: OnnxValue) => OnnxValue,
): OnnxValue {
  const { height, width, channels } = imageOf(input, 'an image');
  const images = reshaped(graph, x, [-1, height, width, channels]);
  const first = graph.node('Transpose', [images], { perm: { ints: [0, 3, 1, 2] } });
  const last = graph.node('Transpose', [operation(first)], { perm: { ints: [0, 2, 3, 1] } });
  return reshaped(graph, last, [-1, flatSize(output)]);
}
