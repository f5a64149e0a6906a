import type { ViewSpec } from '../graph/view.ts';
import type { Shape } from './layer.ts';

/** How a file holds a tensor whose axes it has in another order. */
type Reordered = Pick<ViewSpec, 'shape' | 'order' | 'file'>;

/**
 * The values of an example in PyTorch's order, such as `[channels, height, width]`. Here channels come
 * last.
 */
export function channelsFirst(shape: Shape): {
  readonly shape: Shape;
  readonly order: readonly number[];
} {
  const last = shape.length - 1;
  return { shape, order: [last, ...shape.slice(0, last).keys()] };
}

/**
 * The view of a matrix whose rows or columns are the values of examples: a file has them in PyTorch's
 * order, flattened.
 * @param size rows and columns of the matrix
 * @param of the shapes of what rows and columns hold; those left out keep their order
 */
export function flattenedMatrix(
  [rows, columns]: readonly [number, number],
  of: { readonly rows?: Shape | undefined; readonly columns?: Shape | undefined },
): Reordered {
  const down = axesOf(of.rows, rows);
  const across = axesOf(of.columns, columns);
  if (down.length === 1 && across.length === 1) return {};
  const order = [
    ...channelsFirst(down).order,
    ...channelsFirst(across).order.map((axis) => down.length + axis),
  ];
  return { shape: [...down, ...across], order, file: [rows, columns] };
}

/** The same for a vector. */
export function flattenedVector(size: number, of: Shape | undefined): Reordered {
  const shape = axesOf(of, size);
  return shape.length === 1 ? {} : { ...channelsFirst(shape), file: [size] };
}

/** The shape if its channels do not come first anyway, else one axis. */
function axesOf(shape: Shape = [], size: number): Shape {
  const channels = shape.at(-1) ?? 1;
  return channels === 1 || channels === size ? [size] : shape;
}
