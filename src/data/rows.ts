import type { Dataset } from './dataset.ts';
import type { GpuRows } from './gpuRows.ts';
import type { Ndarray } from './ndarray.ts';
import type { SparseRows } from './sparseRows.ts';
import type { FieldRows } from './table.ts';

/**
 * Rows of data: a data set, a plain array of rows (u8 means value / 255, also in a
 * `Uint8ClampedArray`; u32 are tokens), an array that `readNpy` returned, sparse rows, or rows in a
 * GPU buffer.
 */
export type Rows =
  | Dataset<'u8' | 'f32' | 'u32'>
  | SparseRows
  | Ndarray
  | GpuRows
  | Uint8Array
  | Uint8ClampedArray
  | Uint32Array
  | Float32Array;

/** Rows of a model's only field, or rows of each field by name. */
export type ModelRows = Rows | Readonly<Record<string, FieldRows | Ndarray>>;
