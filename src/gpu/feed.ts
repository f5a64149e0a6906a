import type { Dataset } from '../data/dataset.ts';

/** Buffers of a plan's `input` tensors, by name. */
export type InputBuffers = ReadonlyMap<string, GPUBuffer>;

/** What a feed must know of a data set to make its buffers. */
export type DataShape = Pick<Dataset, 'rows' | 'columns' | 'dtype'>;

/**
 * Gives a plan its rows: the buffers behind its inputs `data` and `row_index`, filled so
 * that a burst finds the rows of an order (a permutation) at consecutive positions.
 */
export interface Feed {
  /** Rows of the `data` buffer, for the plan's shapes. */
  readonly rows: number;
  readonly inputs: InputBuffers;
  /** Takes rows from `dataset` from now on, in their own order; it must have the feed's shape. */
  attach(dataset: Dataset): void;
  /** Sets the order in which rows are taken from now on. */
  setOrder(order: Uint32Array): void;
  /**
   * Makes `count` rows from position `first` of the order ready for the next submit.
   * @returns the position of the first of them in `row_index`
   */
  prepare(first: number, count: number): number;
  dispose(): void;
}
