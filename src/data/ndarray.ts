import { isRecord } from '../checks.ts';
import { DataError, ShapeError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import { arrayName } from './arrays.ts';
import { type DataArrays, dtypeOf } from './dataset.ts';
import type { Field } from './field.ts';

/** An array of a file, as `readNpy` returns it: rows one after the other, whatever its shape. */
export interface Ndarray {
  /** Rows first; a row is the product of the other sizes. */
  readonly shape: readonly number[];
  /** NumPy's name of the element type, such as `<f4`. */
  readonly dtype: string;
  /** A typed array. */
  readonly data: ArrayLike<number>;
}

export function isNdarray(value: unknown): value is Ndarray {
  if (!isRecord(value) || 'columns' in value) return false;
  return (
    Array.isArray(value.shape) &&
    typeof value.dtype === 'string' &&
    arrayName(value.data) !== undefined
  );
}

/**
 * Rows of an array from a file.
 * @throws ShapeError for a shape whose rows are not those of the field
 * @throws DataError for an element type that the field does not take
 */
export function rowsOfNdarray(
  { shape, dtype, data }: Ndarray,
  { name, dtypes, values }: Field,
  columns: number,
): DataArrays[DType] {
  const [, ...row] = shape;
  const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
  // A flat file, or one image alone, has no dimension of rows.
  const fits = shape.length < 2 || product(row) === columns || product(shape) === columns;
  if (!fits) {
    throw new ShapeError(
      `${name}: an array of shape (${shape.join(', ')}) has rows of ${product(row)} values, this ` +
        `model takes rows of ${columns}; if the rows are the last dimension, transpose it in NumPy`,
    );
  }
  const shares = values === undefined;
  if (dtype.endsWith('b1') && shares) {
    // As bytes, 1 would stand for 1 / 255.
    return Uint8Array.from(data, (value) => (value === 0 ? 0 : 255));
  }
  // NumPy's usual type is float64.
  if (dtype.endsWith('f8') && shares) return Float32Array.from(data);
  const found = dtypeOf(data);
  if (found && dtypes.includes(found)) return data as DataArrays[DType];
  const taken = dtypes.map((each) => NUMPY_NAMES[each]);
  throw new DataError(
    `${name}: this model takes ${shares ? 'values' : 'whole numbers'} of the type ` +
      `${taken.join(' or ')}, the array has '${dtype}': in NumPy, astype('${taken.at(-1)}') converts it`,
  );
}

const NUMPY_NAMES: Readonly<Record<DType, string>> = {
  u8: 'uint8',
  u16: 'uint16',
  u32: 'uint32',
  f32: 'float32',
};
