import { ShapeError } from '../errors.ts';
import type { Floats } from '../platform.ts';
import { logicalSize } from './layout.ts';

/** A part of a stored tensor with a name of its own, as declared by a layer. */
export interface ViewSpec {
  /** Name in files. */
  readonly name: string;
  /** Entries along the axis. */
  readonly size: number;
  /** Shape of the part by itself, if it differs from the stored one: axes split or joined. */
  readonly shape?: readonly number[];
  /**
   * Axis i of the tensor in a file is axis `order[i]` of `shape`. By default the order is
   * unchanged.
   */
  readonly order?: readonly number[];
  /** Shape in a file, if axes are joined there: that of the permuted axes by default. */
  readonly file?: readonly number[];
}

/**
 * A public name for a range of a stored tensor along one axis, optionally with permuted axes:
 * `fc21.weight` in `fc2.weight`, or a convolution kernel in PyTorch's layout.
 */
export interface View extends ViewSpec {
  /** Name of the stored tensor. */
  readonly of: string;
  readonly axis: number;
  /** First entry along the axis. */
  readonly first: number;
}

/**
 * The views of a stored tensor, in order along one axis.
 * @throws ShapeError if they do not cover the axis
 */
export function layOutViews(
  of: string,
  shape: readonly number[],
  specs: readonly ViewSpec[],
  axis: number,
): View[] {
  let first = 0;
  const views = specs.map((spec) => {
    const view: View = { ...spec, of, axis, first };
    first += spec.size;
    return view;
  });
  if (first !== shape[axis]) {
    throw new ShapeError(
      `the views of "${of}" cover ${first} of ${shape[axis]} along axis ${axis}`,
    );
  }
  for (const view of views) {
    const own = partShape(shape, view);
    const order = view.order ?? own.map((_, i) => i);
    const sorted = [...order].sort((a, b) => a - b);
    if (
      logicalSize(own) !== (logicalSize(shape) / (shape[axis] ?? 1)) * view.size ||
      logicalSize(view.file ?? own) !== logicalSize(own) ||
      sorted.length !== own.length ||
      !sorted.every((value, i) => value === i)
    ) {
      throw new ShapeError(
        `view "${view.name}" of "${of}" [${shape.join(', ')}] cannot be [${own.join(', ')}] in ` +
          `the order ${order.join(', ')}`,
      );
    }
  }
  return views;
}

/** Shape of a view's tensor in a file. */
export function fileShape(shape: readonly number[], view: View): readonly number[] {
  if (view.file) return view.file;
  const own = partShape(shape, view);
  return (view.order ?? own.map((_, i) => i)).map((axis) => own[axis] ?? 1);
}

/** Reads a view's values, in file order, from the values of the whole stored tensor. */
export function readView(stored: Float32Array, shape: readonly number[], view: View): Floats {
  const start = startOfRun(shape, view);
  if (start !== undefined) return stored.slice(start, start + logicalSize(partShape(shape, view)));
  const places = placesOf(shape, view);
  return Float32Array.from(places, (place) => stored[place] ?? 0);
}

/** Writes a view's values, given in file order, into the values of the whole stored tensor. */
export function writeView(
  stored: Float32Array,
  shape: readonly number[],
  view: View,
  values: Float32Array,
): void {
  const start = startOfRun(shape, view);
  if (start !== undefined) {
    stored.set(values, start);
    return;
  }
  for (const [i, place] of placesOf(shape, view).entries()) stored[place] = values[i] ?? 0;
}

/** First element of a view whose elements are adjacent and in their own order; else undefined. */
function startOfRun(shape: readonly number[], { axis, first, order }: View): number | undefined {
  const inOrder = order === undefined || order.every((each, i) => each === i);
  const outer = logicalSize(shape.slice(0, axis));
  return inOrder && outer === 1 ? first * logicalSize(shape.slice(axis + 1)) : undefined;
}

function partShape(shape: readonly number[], { axis, size, shape: own }: View): readonly number[] {
  return own ?? shape.map((length, i) => (i === axis ? size : length));
}

/** For each element of a view's tensor in a file, its index in the stored tensor. */
function placesOf(shape: readonly number[], view: View): Uint32Array {
  const own = partShape(shape, view);
  const order = view.order ?? own.map((_, i) => i);
  const strides = own.map((_, i) => logicalSize(own.slice(i + 1)));
  const inner = logicalSize(shape.slice(view.axis + 1));
  const length = shape[view.axis] ?? 1;
  const run = view.size * inner;
  const places = new Uint32Array(logicalSize(own));
  const index = order.map(() => 0);
  for (let i = 0; i < places.length; i++) {
    const within = order.reduce((sum, axis, k) => sum + (index[k] ?? 0) * (strides[axis] ?? 0), 0);
    const outer = Math.floor(within / run);
    places[i] = outer * length * inner + view.first * inner + (within % run);
    for (let k = order.length - 1; k >= 0; k--) {
      const next = (index[k] ?? 0) + 1;
      index[k] = next < (own[order[k] ?? 0] ?? 1) ? next : 0;
      if (index[k] !== 0) break;
    }
  }
  return places;
}
