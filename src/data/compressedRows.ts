import { isRecord, shown } from '../checks.ts';
import { DataError } from '../errors.ts';
import {
  assertSparse,
  type CompressedRows,
  ENTRY,
  type SparseRows,
  valuesOf,
} from './sparseRows.ts';

/**
 * The compressed form (CSR) of sparse rows, such as those of `wordCounts`, for other programs: the reverse of
 * `sparseRows`. The arrays are copies.
 * @throws {DataError} for anything but sparse rows
 * @throws {ShapeError} if their data do not fit their sizes
 */
export function compressedRows(rows: SparseRows): CompressedRows & {
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
} {
  if (!isRecord(rows) || rows.dtype !== 'sparse') {
    throw new DataError(`compressedRows: expected rows of sparseRows, got ${shown(rows)}`);
  }
  assertSparse(rows);
  const { rows: count, columns: width, data } = rows;
  const first = count + 1;
  const offsets = data.slice(0, first).map((word) => (word - first) / ENTRY);
  const entries = (data.length - first) / ENTRY;
  const floats = valuesOf(data);
  const columns = Uint32Array.from(
    { length: entries },
    (_, i) => data[first + ENTRY * i] as number,
  );
  const values = Float32Array.from(columns, (_, i) => floats[first + ENTRY * i + 1] as number);
  return { offsets, columns, values, width };
}
