import type { Dataset } from './dataset.ts';
import type { SparseRows } from './sparseRows.ts';

/** Rows of data: a data set, a plain array of rows (u8 means value / 255), or sparse rows. */
export type Rows = Dataset | SparseRows | Uint8Array | Float32Array;
