import { ConfigError, DataError, ShapeError } from '../errors.ts';

/**
 * Rows of equal length, row-major and unpadded. A `u8` value v stands for the
 * intensity v / 255; an `f32` value is taken as it is.
 */
export interface Dataset {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly dtype: 'u8' | 'f32';
  /** [rows, columns]; a Uint8Array when `dtype` is `u8`, else a Float32Array. */
  readonly data: Uint8Array | Float32Array;
  /** [rows], one class number a row. */
  readonly labels?: Uint8Array;
}

/**
 * Wraps a plain array as a data set, without copying it.
 *
 * @param rows [rows, columns], row-major.
 * @param columns Length of one row.
 * @param name What messages call this data set.
 * @param labels [rows], one class number a row.
 * @throws {DataError} when `rows` is neither a Uint8Array nor a Float32Array, or is empty.
 * @throws {ShapeError} when the lengths do not fit together.
 */
export function toDataset(
  rows: Uint8Array | Float32Array,
  columns: number,
  name = 'data',
  labels?: Uint8Array,
): Dataset {
  const dtype = dtypeOf(rows, name);
  if (!Number.isSafeInteger(columns) || columns < 1) {
    throw new ShapeError(`${name}: a row must have a whole number >= 1 of columns, got ${columns}`);
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
  if (labels.length !== count) {
    throw new ShapeError(
      `${name}: expected one label for each of the ${count} rows, got ${labels.length} labels`,
    );
  }
  return { name, rows: count, columns, dtype, data: rows, labels };
}

/**
 * Rows for a model that takes `columns` values a row: a data set as it is, or a plain array
 * wrapped as one.
 *
 * @throws {DataError} when `rows` is neither, or holds no row.
 * @throws {ShapeError} when the rows have another length, or a data set says of itself what
 *   its data are not.
 */
export function asDataset(rows: Dataset | Uint8Array | Float32Array, columns: number): Dataset {
  if (typeof rows !== 'object' || rows === null || !('data' in rows)) {
    return toDataset(rows, columns);
  }
  const { name } = rows;
  if (rows.columns !== columns) {
    throw new ShapeError(
      `this model takes rows of ${columns} values, ${name} has rows of ${rows.columns}`,
    );
  }
  const found = toDataset(rows.data, columns, name, rows.labels);
  if (found.rows !== rows.rows || found.dtype !== rows.dtype) {
    throw new ShapeError(
      `${name}: says it has ${rows.rows} rows of ${rows.dtype}, but its data are ` +
        `${found.rows} rows of ${found.dtype}`,
    );
  }
  return rows;
}

/**
 * The first `limit` rows with their labels, or all of them when there are
 * fewer. Shares memory with `dataset`.
 *
 * @throws {ConfigError} when `limit` is not a whole number >= 1.
 */
export function subset(dataset: Dataset, limit: number): Dataset {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new ConfigError(
      `${dataset.name}: the number of rows to keep must be a whole number >= 1, got ${limit}`,
    );
  }
  const rows = Math.min(limit, dataset.rows);
  const data = dataset.data.subarray(0, rows * dataset.columns);
  return toDataset(data, dataset.columns, dataset.name, dataset.labels?.subarray(0, rows));
}

/** The value of an element as models see it: a byte stands for its share of 255. */
export function intensity({ data, dtype }: Dataset, index: number): number {
  const value = data[index] as number;
  return dtype === 'u8' ? value / 255 : value;
}

/**
 * Copies of chosen rows with their labels, in the order given.
 *
 * @param rows numbers of rows that exist
 * @param name what messages call the new data set
 */
export function takeRows(dataset: Dataset, rows: ArrayLike<number>, name = dataset.name): Dataset {
  const { columns, data, labels } = dataset;
  const Kind = dataset.dtype === 'u8' ? Uint8Array : Float32Array;
  const taken = new Kind(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    taken.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
  }
  const classes = labels && Uint8Array.from(rows, (row) => labels[row] as number);
  return toDataset(taken, columns, name, classes);
}

function dtypeOf(rows: unknown, name: string): 'u8' | 'f32' {
  if (rows instanceof Uint8Array) return 'u8';
  if (rows instanceof Float32Array) return 'f32';
  const kind = kindOf(rows);
  throw new DataError(
    `${name}: expected a Uint8Array (values / 255) or a Float32Array, got ${kind}; ` +
      'convert it with Float32Array.from(...) first',
  );
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.getPrototypeOf(value)?.constructor?.name ?? 'object';
}
