import type { ViewSpec } from '../graph/view.ts';
import type { Shape } from './layer.ts';

/**
 * The order in which PyTorch has the values of an example: channels first. Here they come last.
 * @returns axes of `shape`, or undefined where the orders are the same
 */
export function channelsFirst(shape: Shape): readonly number[] | undefined {
  const [channels = 1, ...others] = [...shape].reverse();
  const places = others.reduce((product, size) => product * size, 1);
  if (channels === 1 || places === 1) return undefined;
  const last = shape.length - 1;
  return [last, ...shape.keys()].slice(0, shape.length);
}

/** The shape of a matrix and of its axes, for a view whose file has some of them in another order. */
interface Axes {
  /** Shape of what the axis holds, channels last; undefined where both orders are the same. */
  readonly rows?: Shape | undefined;
  readonly columns?: Shape | undefined;
}

/**
 * The view of a matrix whose rows or columns are the values of images: a file has them channels
 * first, as a flattened image of PyTorch.
 * @param size rows and columns of the matrix
 */
export function flattenedView(
  [rows, columns]: readonly [number, number],
  axes: Axes,
): Pick<ViewSpec, 'shape' | 'order' | 'file'> {
  const down = orderOf(axes.rows, rows);
  const across = orderOf(axes.columns, columns);
  if (!down.moved && !across.moved) return {};
  const shift = down.shape.length;
  return {
    shape: [...down.shape, ...across.shape],
    order: [...down.order, ...across.order.map((axis) => shift + axis)],
    file: [rows, columns],
  };
}

/** The same for a vector. */
export function flattenedVector(
  size: number,
  shape: Shape | undefined,
): Pick<ViewSpec, 'shape' | 'order' | 'file'> {
  const { moved, shape: axes, order } = orderOf(shape, size);
  return moved ? { shape: axes, order, file: [size] } : {};
}

function orderOf(shape: Shape | undefined, size: number) {
  const order = shape && channelsFirst(shape);
  return order
    ? { moved: true, shape, order }
    : { moved: false, shape: [size] as const, order: [0] as const };
}
