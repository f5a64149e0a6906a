import type { Dataset } from './dataset.ts';

/** Rows of data: a data set, or a plain array of rows (u8 means value / 255). */
export type Rows = Dataset | Uint8Array | Float32Array;
