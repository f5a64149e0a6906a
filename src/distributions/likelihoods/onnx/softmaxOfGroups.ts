import type { OnnxGraph, OnnxValue } from '../../../formats/onnx/graph.ts';

/** Softmax within neighbouring columns. */
export function softmaxOfGroups(
  graph: OnnxGraph,
  logits: OnnxValue,
  sizes: readonly number[],
): OnnxValue {
  const [size = 0] = sizes;
  const over = { axis: { int: -1 } };
  if (sizes.some((each) => each !== size)) {
    return graph.concat(
      graph.split(logits, sizes).map((part) => graph.node('Softmax', [part], over)),
    );
  }
  const grouped = reshape(graph, logits, [-1, sizes.length, size]);
  return reshape(graph, graph.node('Softmax', [grouped], over), [-1, sizes.length * size]);
}

/** Another shape for the same values. */
export function reshape(graph: OnnxGraph, x: OnnxValue, shape: readonly number[]): OnnxValue {
  return graph.node('Reshape', [x, graph.integers(shape)]);
}
