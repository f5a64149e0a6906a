import { DataError } from 'webgpu-vae/formats';
import { extentOf } from '../images/intensities.ts';
import type { NumberStack } from '../images/numberStack.ts';
import { squareSide } from './limits.ts';

/** An array of numbers from a file. */
export interface NumberArray {
  /** Sizes of the dimensions, outermost first. */
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Uint8Array | ArrayLike<number>;
}

/** Labels from a separate file. */
export interface LabelVector {
  /** Path of the file. */
  readonly name: string;
  readonly labels: readonly string[];
}

/** True for an array with one number per row: labels, not images. */
export function isVector({ shape }: NumberArray): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[1] === 1);
}

/**
 * Labels from an array [rows] or [rows, 1].
 *
 * @throws {DataError} when there are none, or one is not a whole number
 */
export function labelsOf(name: string, { data }: NumberArray): LabelVector {
  if (data.length === 0) throw new DataError('it has no values');
  const labels = Array.from(data, (value, row) => {
    if (Number.isInteger(value)) return String(value);
    throw new DataError(
      `expected labels, whole numbers, in an array of one dimension, got ${value} in row ${row}`,
    );
  });
  return { name, labels };
}

/**
 * Images from an array [rows, pixels] of square images, [rows, height, width], or
 * [rows, height, width, channels] with 1, 3 or 4 channels.
 *
 * @throws {DataError} when the shape is another one or contains 0, or values are not intensities
 */
export function imagesOf(name: string, { shape, data }: NumberArray): NumberStack {
  const [count = 0, ...sizes] = shape;
  if (data.length === 0)
    throw new DataError(`it has no values: its shape is [${shape.join(', ')}]`);
  return { name, count, ...imageSizes(shape, sizes), values: data, extent: extentOf(data) };
}

function imageSizes(
  shape: readonly number[],
  sizes: readonly number[],
): { width: number; height: number; channels: 1 | 3 | 4 } {
  const [height = 0, width = 0, channels = 1] = sizes;
  if (sizes.length === 1) {
    const side = squareSide(height);
    if (side !== undefined) return { width: side, height: side, channels: 1 };
    throw new DataError(
      `its rows have ${height} values, which are no square image of at least 4 x 4 pixels; ` +
        'save it as [rows, height, width]',
    );
  }
  const known = channels === 1 || channels === 3 || channels === 4;
  if ((sizes.length === 2 || sizes.length === 3) && known) return { width, height, channels };
  throw new DataError(
    'expected an array [rows, pixels], [rows, height, width] or [rows, height, width, channels] ' +
      `with 1, 3 or 4 channels, got [${shape.join(', ')}]`,
  );
}
