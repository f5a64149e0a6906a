import { assertInRange, isRecord, isWholeNumber, wholeNumber } from '../checks.ts';
import { DataError, ShapeError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import type { ImageData } from '../platform.ts';
import { arrayName, kindOf, ownArray } from './arrays.ts';

/** The typed array for each element type. */
export interface DataArrays {
  /** Bytes. */
  readonly u8: Uint8Array;
  /** Whole numbers up to 65535. */
  readonly u16: Uint16Array;
  /** Whole numbers up to 2³² - 1. */
  readonly u32: Uint32Array;
  /** Floats. */
  readonly f32: Float32Array;
}

/**
 * Rows of equal length, row-major and unpadded: the input of a model with one field, or the values
 * of one field. As an intensity, a `u8` value v stands for v / 255 and a `u16` value for v / 65535.
 * Whole numbers (labels, tokens, lengths) and `f32` values are not scaled.
 */
export interface Dataset<T extends DType = 'u8' | 'f32'> {
  /** Name in messages. */
  readonly name: string;
  /** Number of rows. */
  readonly rows: number;
  /** Values of a row. */
  readonly columns: number;
  /** Type of the values. */
  readonly dtype: T;
  /** [rows, columns], in the array of the `dtype`. */
  readonly data: DataArrays[T];
  /** [rows], one class number per row. */
  readonly labels?: Uint8Array;
  /** Shape of a row where its source has one, such as [28, 28]: for pictures. */
  readonly shape?: readonly number[];
}

export const CONSTRUCTORS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f32: Float32Array,
} as const satisfies Readonly<Record<DType, unknown>>;

/**
 * Wraps a plain array as a data set, without copying it (unless threads share its memory).
 *
 * @param rows [rows, columns], row-major. The bytes of a canvas are bytes.
 * @param columns Length of one row.
 * @param name Name of the data set in messages.
 * @param labels [rows], one class number per row.
 * @throws {DataError} when `rows` is not an array of one of the element types, or is empty, or a
 *   label is no class number
 * @throws {ShapeError} when the lengths do not match.
 */
export function toDataset(
  rows: Uint8Array | Uint8ClampedArray | Float32Array,
  columns: number,
  name?: string,
  labels?: ArrayLike<number>,
): Dataset;
export function toDataset(
  rows: DataArrays[DType] | Uint8ClampedArray,
  columns: number,
  name?: string,
  labels?: ArrayLike<number>,
): Dataset<DType>;
export function toDataset(
  given: DataArrays[DType] | Uint8ClampedArray,
  columns: number,
  name = 'data',
  labels?: ArrayLike<number>,
): Dataset<DType> {
  const rows = ownArray(given) as DataArrays[DType];
  const dtype = dtypeOf(rows);
  if (!dtype) throw noArray(rows, name);
  if (!isWholeNumber(columns, 1)) {
    throw new ShapeError(
      `${name}: a row must have a whole number of columns of at least 1, got ${columns}`,
    );
  }
  if (rows.length === 0) {
    throw new DataError(
      `${name}: expected at least one row of ${columns} values, got an empty array`,
    );
  }
  if (rows.length % columns !== 0) {
    throw new ShapeError(
      `${name}: expected a multiple of ${columns} values (the columns of a row), got ${rows.length}, ` +
        `which leaves ${rows.length % columns} over`,
    );
  }
  const count = rows.length / columns;
  if (labels === undefined) return { name, rows: count, columns, dtype, data: rows };
  return { name, rows: count, columns, dtype, data: rows, labels: asLabels(labels, count, name) };
}

/** Labels of a data set as bytes. */
function asLabels(given: ArrayLike<number>, rows: number, name: string): Uint8Array {
  const labels = ownArray(given) as ArrayLike<number> | undefined | null;
  if (labels?.length !== rows) {
    throw new ShapeError(
      `${name}: expected one label for each of the ${rows} rows, got ` +
        (labels?.length === undefined ? kindOf(labels) : `${labels.length} labels`),
    );
  }
  if (labels instanceof Uint8Array) return labels;
  for (let row = 0; row < rows; row++) {
    const label: unknown = labels[row];
    if (isWholeNumber(label, 0, 255)) continue;
    throw new DataError(
      `${name}: labels must be whole numbers from 0 to 255, got ${kindOf(label)} for row ${row}`,
    );
  }
  return Uint8Array.from(labels);
}

/**
 * The first `limit` rows with their labels, or all rows if there are fewer. Shares memory with
 * `dataset`.
 *
 * @throws {DataError} when `dataset` is none
 * @throws {ConfigError} when `limit` is not a whole number of at least 1.
 */
export function subset(dataset: Dataset, limit: number): Dataset {
  assertDataset(dataset);
  assertInRange(`${dataset.name}: the number of rows to keep`, wholeNumber(1), limit);
  return rowRange(dataset, 0, Math.min(limit, dataset.rows));
}

/**
 * Rows `from` to `to`, excluding the end, with their labels. They exist and are at least one. Shares
 * the memory of the values.
 * @param name of the new data set in messages
 */
export function rowRange<T extends DType>(
  dataset: Dataset<T>,
  from: number,
  to: number,
  name = dataset.name,
): Dataset<T> {
  const { columns, data, labels, shape } = dataset;
  const values = data.subarray(from * columns, to * columns);
  // A list has `slice` too.
  const own = toDataset(values, columns, name, labels?.slice(from, to)) as Dataset<T>;
  return { ...own, ...(shape && { shape }) };
}

/** @throws DataError for anything but a data set, such as an array without its columns */
export function assertDataset(value: unknown): asserts value is Dataset {
  if (isRecord(value) && 'columns' in value && 'data' in value) return;
  throw new DataError(`expected a data set, got ${kindOf(value)}; make one with toDataset`);
}

/** Divisor that converts an element of each type to an intensity. */
const INTENSITY_SCALE = { u8: 255, u16: 65535, u32: 1, f32: 1 } as const satisfies Readonly<
  Record<DType, number>
>;

/** The value of an element as models see it: a byte v stands for v / 255. */
export function intensity({ data, dtype }: Dataset<DType>, index: number): number {
  return (data[index] as number) / INTENSITY_SCALE[dtype];
}

/** The element type of an array of any realm; undefined for anything else. */
export function dtypeOf(rows: unknown): DType | undefined {
  const dtypes = Object.keys(CONSTRUCTORS) as DType[];
  const own = ownArray(rows);
  return dtypes.find((dtype) => own instanceof CONSTRUCTORS[dtype]);
}

/**
 * The error for rows that are not an array of an accepted type.
 * @param dtypes the accepted types
 * @param whole true if the values are whole numbers, which are not scaled
 */
export function noArray(
  rows: unknown,
  name: string,
  dtypes: readonly DType[] = ['u8', 'f32'],
  whole = false,
): DataError {
  const kinds = dtypes.map((dtype) => {
    const scale = whole ? 1 : INTENSITY_SCALE[dtype];
    return `a ${CONSTRUCTORS[dtype].name}${scale > 1 ? ` (values / ${scale})` : ''}`;
  });
  const last = CONSTRUCTORS[dtypes.at(-1) ?? 'f32'].name;
  return new DataError(
    `${name}: expected ${kinds.join(' or ')}, got ${kindOf(rows)}; ${adviceFor(rows, last)}`,
  );
}

/** True for an `ImageData`, which has four channels, and for what looks like one. */
export function isPixels(value: unknown): boolean {
  const { width, height, data } = (value ?? {}) as Partial<ImageData>;
  return typeof width === 'number' && typeof height === 'number' && data !== undefined;
}

/** Says how rows of another kind become rows that are accepted. */
function adviceFor(rows: unknown, last: string): string {
  if (Array.isArray(rows)) {
    const flat = Array.isArray(rows[0]) ? 'rows.flat()' : 'rows';
    return `make one array of all rows, one after the other, with ${last}.from(${flat})`;
  }
  const kind = arrayName(rows);
  if (kind !== undefined) {
    return `convert it with ${last}.from(${kind.startsWith('Big') ? 'rows, Number' : 'rows'})`;
  }
  if (isPixels(rows)) return 'make rows of it with fromImageData';
  const inside =
    typeof rows === 'object' && rows !== null && 'data' in rows ? rows.data : undefined;
  return arrayName(inside) === undefined
    ? `pass a ${last} of all rows, one after the other`
    : 'pass the array in its property `data`';
}
