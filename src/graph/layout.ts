import { ShapeError } from '../errors.ts';
import type { DType } from './tensor.ts';

/**
 * Layout of elements in a device buffer. Rows and columns are padded with zeros to multiples of
 * {@link BLOCK}, so that product kernels load vec4 and process whole 8 x 8 blocks without a special
 * case at the edges. The host only sees unpadded arrays.
 */
export const BLOCK = 8;

/** Alignment of a tensor inside a shared buffer: WebGPU's 256 bytes, in f32 elements. */
export const TENSOR_ALIGNMENT = 64;

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

/** Bytes of one element in a device buffer. */
export const ELEMENT_BYTES: Readonly<Record<DType, number>> = { f32: 4, u32: 4, u16: 2, u8: 1 };

/** Distance between the starts of two rows, in elements. */
export function rowStride(shape: readonly number[]): number {
  return roundUp(shape.at(-1) ?? 1, BLOCK);
}

/** Number of elements of a tensor in a device buffer, including padding. */
export function physicalSize(shape: readonly number[]): number {
  return shape.length < 2 ? rowStride(shape) : roundUp(rowCount(shape), BLOCK) * rowStride(shape);
}

/** Number of elements of a tensor without padding. */
export function logicalSize(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function rowCount(shape: readonly number[]): number {
  return logicalSize(shape.slice(0, -1));
}

type Elements = Float32Array | Uint8Array | Uint16Array | Uint32Array;

/**
 * Copies unpadded rows into a zeroed padded array.
 * @throws ShapeError if `logical` does not have exactly the elements of `shape`
 */
export function pad<T extends Elements>(logical: T, shape: readonly number[], name: string): T {
  if (logical.length !== logicalSize(shape)) {
    throw new ShapeError(
      `"${name}" [${shape.join(', ')}] takes ${logicalSize(shape)} values, got ${logical.length}`,
    );
  }
  const padded = zeroed(logical, physicalSize(shape));
  const width = shape.at(-1) ?? 1;
  const stride = rowStride(shape);
  for (let row = 0; row < rowCount(shape); row++) {
    padded.set(logical.subarray(row * width, (row + 1) * width) as never, row * stride);
  }
  return padded;
}

/**
 * A zeroed array of the same element type. It is constructed as a plain typed array: bytes may come
 * as a Node Buffer, whose constructor is deprecated.
 */
function zeroed<T extends Elements>(like: T, length: number): T {
  const Kind = [Float32Array, Uint32Array, Uint16Array, Uint8Array].find(
    (each) => like instanceof each,
  );
  return new (Kind as unknown as new (size: number) => T)(length);
}

/** Copies the unpadded rows out of a padded array. */
export function unpad<T extends Elements>(physical: T, shape: readonly number[]): T {
  const logical = zeroed(physical, logicalSize(shape));
  const width = shape.at(-1) ?? 1;
  const stride = rowStride(shape);
  for (let row = 0; row < rowCount(shape); row++) {
    logical.set(physical.subarray(row * stride, row * stride + width) as never, row * width);
  }
  return logical;
}
