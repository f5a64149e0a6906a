import { isWholeNumber, shown } from '../checks.ts';
import { DataError, ShapeError } from '../errors.ts';
import { ELEMENT_BYTES, physicalSize, rowStride } from '../graph/layout.ts';
import { kindOf } from './arrays.ts';
import type { FieldDomain } from './domain.ts';

/** Element types of rows on the GPU: `u8`, where v stands for v / 255, or `f32`. */
export type GpuDType = 'u8' | 'f32';

/**
 * Rows in a GPU buffer. Row r begins at element `r · stride` of {@link rowLayout}; the elements
 * between a row's end and the next row are zero.
 */
export interface GpuRows {
  /** Of the model's device, with usage `STORAGE` and `COPY_SRC`. */
  readonly buffer: GPUBuffer;
  readonly rows: number;
  readonly columns: number;
  /** `f32` by default. */
  readonly dtype?: GpuDType;
  /** Name of the rows in messages. */
  readonly name?: string;
}

/** Rows of a field that lie in a buffer of the caller. */
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
export function rowLayout({
  rows,
  columns,
  dtype = 'f32',
}: Pick<GpuRows, 'rows' | 'columns' | 'dtype'>): { stride: number; bytes: number } {
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

/**
 * Checks rows on the GPU as far as the host can see them.
 * @throws DataError for something else than a buffer, or one that kernels cannot read
 * @throws ShapeError for a buffer that is too small
 */
export function toGpuField(given: GpuRows, field: string): GpuField {
  const { buffer, rows, columns, dtype = 'f32', name: called = field } = given;
  if (typeof buffer?.usage !== 'number' || typeof buffer.mapState !== 'string') {
    throw new DataError(`${called}: expected a GPUBuffer, got ${kindOf(buffer)}`);
  }
  const { stride, bytes } = rowLayout({ rows, columns, dtype });
  if (buffer.size < bytes) {
    throw new ShapeError(
      `${called}: ${rows} rows of ${columns} ${dtype} values take ${bytes} bytes on the GPU (rows of ` +
        `${stride}, see rowLayout), the buffer has ${buffer.size}`,
    );
  }
  if ('stride' in given && given.stride !== stride) {
    throw new ShapeError(
      `${called}: on the GPU, rows of ${columns} values begin every ${stride} elements, not every ` +
        `${shown(given.stride)} (see rowLayout)`,
    );
  }
  const needed = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
  if ((buffer.usage & needed) !== needed) {
    throw new DataError(`${called}: create its buffer with usage STORAGE and COPY_SRC`);
  }
  if (buffer.mapState !== 'unmapped') {
    throw new DataError(`${called}: its buffer is mapped: call unmap() first`);
  }
  return { buffer, rows, columns, dtype, name: called };
}
