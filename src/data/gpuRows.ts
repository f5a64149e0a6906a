import { isWholeNumber, shown } from '../checks.ts';
import { DataError, ShapeError } from '../errors.ts';
import { ELEMENT_BYTES, physicalSize, rowStride } from '../graph/layout.ts';
import type { GPUBuffer } from '../platform.ts';
import type { FieldDomain } from './domain.ts';

/** Element types of rows on the GPU: `u8`, where v stands for v / 255, or `f32`. */
export type GpuDType = 'u8' | 'f32';

/**
 * Rows in a GPU buffer. Row r begins at element `r · stride` of {@link rowLayout}; the elements
 * between a row's end and the next row are zero.
 */
export interface GpuRows {
  /** Belongs to the model's device; its usage has `STORAGE` and `COPY_SRC`. */
  readonly buffer: GPUBuffer;
  /** Number of rows. */
  readonly rows: number;
  /** Values of a row. */
  readonly columns: number;
  /** `f32` by default. */
  readonly dtype?: GpuDType;
  /** Name of the rows in messages. */
  readonly name?: string;
}

/**
 * Rows of a field that lie in a buffer of the caller. `inference/checkGpuRows.ts` checks them before
 * their use.
 */
export interface GpuField extends Required<GpuRows> {
  /** The values that it must have, which a kernel checks before their use. */
  readonly domain?: FieldDomain;
}

/**
 * The layout of rows in a GPU buffer: rows are padded to a multiple of 8 values, and their number
 * to a multiple of 8 rows.
 * @returns `stride`: from one row's start to the next, in elements; `bytes`: of the whole buffer
 * @throws ShapeError for rows or columns that are no whole numbers of at least 1
 * @throws DataError for another element type
 */
export function rowLayout(given: Pick<GpuRows, 'rows' | 'columns' | 'dtype'>): {
  stride: number;
  bytes: number;
} {
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

export function isGpuRows(value: unknown): value is GpuRows {
  return typeof value === 'object' && value !== null && 'buffer' in value && 'rows' in value;
}
