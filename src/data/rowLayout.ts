import { isRecord, isWholeNumber, knownFields, shown } from '../checks.ts';
import { DataError, ShapeError } from '../errors.ts';
import { ELEMENT_BYTES, physicalSize, rowStride } from '../graph/layout.ts';
import type { GpuRows } from './gpuRows.ts';

const FIELDS = ['rows', 'columns', 'dtype'];

/**
 * The layout of rows in a GPU buffer: rows are padded to a multiple of 8 values, and their number
 * to a multiple of 8 rows.
 * @returns `stride`: from one row's start to the next, in elements; `bytes`: of the whole buffer
 * @throws ShapeError for rows or columns that are no whole numbers of at least 1
 * @throws DataError for another element type
 * @throws ConfigError for an unknown field
 */
export function rowLayout(given: Pick<GpuRows, 'rows' | 'columns' | 'dtype'>): {
  stride: number;
  bytes: number;
} {
  if (isRecord(given)) knownFields('rowLayout', given, FIELDS);
  const { rows, columns, dtype = 'f32' } = given ?? {};
  for (const [name, value] of Object.entries({ rows, columns })) {
    if (isWholeNumber(value, 1)) continue;
    throw new ShapeError(`${name} must be a whole number of at least 1, got ${shown(value)}`);
  }
  if (dtype !== 'u8' && dtype !== 'f32') {
    throw new DataError(`rows on the GPU are "u8" or "f32", got ${shown(dtype)}`);
  }
  const shape = [rows, columns];
  return { stride: rowStride(shape), bytes: ELEMENT_BYTES[dtype] * physicalSize(shape) };
}
