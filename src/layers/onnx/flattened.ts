import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import { channelsFirst } from '../channelsFirst.ts';
import { flatSize, type Shape } from '../layer.ts';
import { reshaped } from './image.ts';

/**
 * Brings the values of examples into the order of files, channels first, in which the weights of dense
 * layers are.
 * @param x `[batch, flatSize(shape)]`, channels last
 */
export function flattenedChannelsFirst(graph: OnnxGraph, x: OnnxValue, shape: Shape): OnnxValue {
  if (inOrder(shape)) return x;
  const { order } = channelsFirst(shape);
  return transposed(graph, x, { shape, order });
}

/** Brings them back. @param x `[batch, flatSize(shape)]`, channels first */
export function flattenedChannelsLast(graph: OnnxGraph, x: OnnxValue, shape: Shape): OnnxValue {
  if (inOrder(shape)) return x;
  const { order } = channelsFirst(shape);
  const inverse = order.map((_, axis) => order.indexOf(axis));
  return transposed(graph, x, { shape: order.map((axis) => shape[axis] ?? 0), order: inverse });
}

/** True if both orders are the same. */
function inOrder(shape: Shape): boolean {
  const channels = shape.at(-1) ?? 1;
  return channels === 1 || channels === flatSize(shape);
}

function transposed(
  graph: OnnxGraph,
  x: OnnxValue,
  { shape, order }: { readonly shape: Shape; readonly order: readonly number[] },
): OnnxValue {
  const examples = reshaped(graph, x, [-1, ...shape]);
  const perm = { ints: [0, ...order.map((axis) => axis + 1)] };
  return reshaped(graph, graph.node('Transpose', [examples], { perm }), [-1, flatSize(shape)]);
}
