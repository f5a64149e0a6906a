import { isRecord, isWholeNumber, knownFields, shown } from '../checks.ts';
import { DataError, ShapeError } from '../errors.ts';

/**
 * Rows stored as their non-zero values, such as users x items or documents x words. Kernels see
 * dense rows of f32.
 */
export interface SparseRows {
  /** Name in messages. */
  readonly name: string;
  /** Number of rows. */
  readonly rows: number;
  /** Values of a row, zeros included. */
  readonly columns: number;
  /** Tells sparse rows from dense ones. */
  readonly dtype: 'sparse';
  /**
   * All data in one buffer, since a dispatch can bind few: first the word offset of every row's
   * entries, then the end of the last row; then the entries, each a column and the bits of its f32
   * value.
   */
  readonly data: Uint32Array;
}

/** Compressed sparse rows (CSR), the format of SciPy and other libraries. */
export interface CompressedRows {
  /**
   * `[rows + 1]`: the entries of row `i` are `offsets[i]` to `offsets[i + 1]`, excluding the end.
   */
  readonly offsets: ArrayLike<number>;
  /** Column of every entry, increasing within a row. */
  readonly columns: ArrayLike<number>;
  /** Value of every entry; 1 by default. */
  readonly values?: ArrayLike<number>;
  /** Number of columns. */
  readonly width: number;
}

/** Words per entry. */
export const ENTRY = 2;

/**
 * Packs compressed sparse rows for a model. The arrays are copied.
 * @param name name of these rows in messages
 * @throws ConfigError naming a field that is none of these
 * @throws ShapeError if the lengths of the arrays do not match
 * @throws DataError if there is no row, or a column is out of range or not in increasing order
 */
export function sparseRows(compressed: CompressedRows, name = 'data'): SparseRows {
  if (!isRecord(compressed) || !compressed.offsets || !compressed.columns) {
    throw new DataError(
      `${name}: expected compressed rows { offsets, columns, values, width }, got ${shown(compressed)}`,
    );
  }
  knownFields(name, compressed, ['offsets', 'columns', 'values', 'width']);
  const { offsets, columns, values, width } = compressed;
  const rows = offsets.length - 1;
  const count = columns.length;
  if (!isWholeNumber(width, 1)) {
    throw new ShapeError(
      `${name}: width must be a whole number of columns of at least 1, got ${width}`,
    );
  }
  if (rows < 1) throw new DataError(`${name}: expected the offsets of at least one row`);
  if (values && values.length !== count) {
    throw new ShapeError(
      `${name}: expected one value for each of the ${count} columns, got ${values.length} values`,
    );
  }
  if (offsets[0] !== 0 || offsets[rows] !== count) {
    throw new ShapeError(
      `${name}: offsets must begin with 0 and end with the number of entries, ${count}, got ` +
        `${offsets[0]} and ${offsets[rows]}`,
    );
  }
  const data = new Uint32Array(rows + 1 + ENTRY * count);
  const bits = valuesOf(data);
  for (let row = 0; row <= rows; row++) {
    const start = offsets[row] as number;
    if (!isWholeNumber(start, offsets[row - 1] ?? 0)) {
      throw new ShapeError(
        `${name}: offset ${row} must be a whole number not below the one before`,
      );
    }
    data[row] = rows + 1 + ENTRY * start;
  }
  for (let row = 0; row < rows; row++) {
    let before = -1;
    for (let entry = offsets[row] as number; entry < (offsets[row + 1] as number); entry++) {
      const column = columns[entry] as number;
      if (!isWholeNumber(column, before + 1, width - 1)) {
        throw new DataError(
          `${name}: columns of row ${row} must be whole numbers below ${width} that rise, got ` +
            `${column} after ${before < 0 ? 'none' : before}; sort each row's entries and add up ` +
            'those of one column',
        );
      }
      before = column;
      const word = rows + 1 + ENTRY * entry;
      data[word] = column;
      bits[word + 1] = values ? (values[entry] as number) : 1;
    }
  }
  return { name, rows, columns: width, dtype: 'sparse', data };
}

/** The same words interpreted as f32. */
export function valuesOf(data: Uint32Array): Float32Array {
  return new Float32Array(data.buffer, data.byteOffset, data.length);
}

/**
 * Checks rows that may not come from {@link sparseRows}, since kernels trust the offsets in them.
 * @throws ShapeError if the offsets do not match the data
 */
export function assertSparse({ name, rows, columns, data }: SparseRows): void {
  if (isPacked(rows, columns, data)) return;
  throw new ShapeError(
    `${name}: says it has ${rows} sparse rows of ${columns} values, but its data are others: make ` +
      'it by sparseRows(...)',
  );
}

function isPacked(rows: unknown, columns: number, data: unknown): boolean {
  if (!isWholeNumber(rows, 1) || !(data instanceof Uint32Array)) return false;
  if (data[0] !== rows + 1 || data[rows] !== data.length) return false;
  for (let row = 0; row < rows; row++) {
    const entries = (data[row + 1] as number) - (data[row] as number);
    if (entries < 0 || entries % ENTRY !== 0) return false;
  }
  for (let word = rows + 1; word < data.length; word += ENTRY) {
    if ((data[word] as number) >= columns) return false;
  }
  return true;
}
