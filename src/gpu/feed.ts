import type { RowSource } from '../data/batchSource.ts';
import type { Table } from '../data/table.ts';
import type { GPUBuffer } from '../platform.ts';

/** Buffers of a plan's `input` tensors, by name. */
export type InputBuffers = ReadonlyMap<string, GPUBuffer>;

/**
 * Provides a plan with rows: one input buffer per field, and a common `row_index`. For each burst
 * it makes the rows of an order (a permutation) available at consecutive positions.
 */
export interface Feed {
  /** Rows of the buffers; determines the plan's shapes. */
  readonly rows: number;
  /** Description of the buffers' contents, for recording plans. */
  readonly source: RowSource;
  readonly inputs: InputBuffers;
  /**
   * Switches to the rows of `table`, in their natural order. The table must have the feed's shape.
   */
  attach(table: Table): void;
  /** Sets the order of rows. */
  setOrder(order: Uint32Array): void;
  /**
   * Makes `count` rows from position `first` of the order available for the next submit.
   * @returns the position of the first of them in `row_index`
   */
  prepare(first: number, count: number): number;
  dispose(): void;
}
