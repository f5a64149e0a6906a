import type { RowSource } from '../data/batchSource.ts';
import type { Table } from '../data/table.ts';

/** Buffers of a plan's `input` tensors, by name. */
export type InputBuffers = ReadonlyMap<string, GPUBuffer>;

/**
 * Gives a plan its rows: the buffers behind its inputs, one a field and `row_index` for all of
 * them, filled so that a burst finds the rows of an order (a permutation) at consecutive positions.
 */
export interface Feed {
  /** Rows of the buffers, for the plan's shapes. */
  readonly rows: number;
  /** What the buffers hold, as plans are told of it. */
  readonly source: RowSource;
  readonly inputs: InputBuffers;
  /** Takes rows from `table` from now on, in their own order; it must have the feed's shape. */
  attach(table: Table): void;
  /** Sets the order in which rows are taken from now on. */
  setOrder(order: Uint32Array): void;
  /**
   * Makes `count` rows from position `first` of the order ready for the next submit.
   * @returns the position of the first of them in `row_index`
   */
  prepare(first: number, count: number): number;
  dispose(): void;
}
