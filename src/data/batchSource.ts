import type { DType } from '../graph/tensor.ts';

/**
 * Storage of a field on the device: elements of a type, or sparse rows in the given number of u32
 * words.
 */
export type Storage = DType | { readonly sparse: number };

/** The buffers that a plan's inputs are bound to: one per field, and the order of rows. */
export interface RowSource {
  /** Rows of every field. */
  readonly dataRows: number;
  /** Length of the order of rows; `dataRows` by default. */
  readonly orderRows?: number;
  /** By field name. */
  readonly dtypes: Readonly<Record<string, Storage>>;
}

/** The source of a plan's rows, and the size of its batches. */
export interface BatchSource extends RowSource {
  /** Rows of a batch. */
  readonly rows: number;
  /** Slots of the loss ring. */
  readonly ring: number;
  /**
   * Steps of the sequences that a plan covers, where no row of its batches has more; by default all that a row
   * has room for.
   */
  readonly steps?: number;
}
