import type { RowRange } from '../batches.ts';
import type { Table } from '../table.ts';

/** The rows of one epoch. */
export interface EpochRows {
  /** Row numbers, in the order in which they are taken. */
  readonly order: Uint32Array;
  /** The batches from a place of the order on; they follow one another without a gap. */
  batches(from: number): RowRange[];
}

/** The epoch that is asked for. */
export interface EpochRequest {
  readonly table: Table;
  /** Most rows of a batch. */
  readonly batchSize: number;
  readonly seed: number;
  /** Epochs finished before it. */
  readonly epoch: number;
}

/**
 * One way to choose rows. What it gives depends on its fields and the request alone, so that a run
 * that is resumed in the middle of an epoch meets the same batches.
 */
export interface SamplerKind<Fields> {
  /** @throws ConfigError naming the field, what it takes and what came */
  check(fields: Fields, batchSize: number): void;
  /** The most places that an epoch's order can have. */
  places(fields: Fields, rows: number, batchSize: number): number;
  /** @throws DataError for data that it cannot choose from */
  epoch(fields: Fields, request: EpochRequest): EpochRows;
}
