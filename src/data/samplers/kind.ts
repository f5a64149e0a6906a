import type { Secret } from '../../random/secret.ts';
import type { Batch } from '../batches.ts';
import type { Table } from '../table.ts';

/** The rows of one epoch. */
export interface EpochRows {
  /** Row numbers in training order. */
  readonly order: Uint32Array;
  /** The batches from a place of the order on, without gaps. */
  batches(from: number): Batch[];
}

/** The arguments of {@link SamplerKind.epoch}. */
export interface EpochRequest {
  readonly table: Table;
  /** Maximum rows of a batch. */
  readonly batchSize: number;
  readonly seed: number;
  /** Number of epochs finished before this one. */
  readonly epoch: number;
  /** Draws the rows in place of the seed, if nobody may know which were drawn. */
  readonly secret?: Secret | undefined;
  /** Private steps that early stopping took back before; none by default. */
  readonly dropped?: number;
}

/**
 * A method of choosing rows. Its results depend only on its fields and the request, so a run that
 * is resumed in the middle of an epoch gets the same batches.
 */
export interface SamplerKind<Fields> {
  /** Names of its fields besides `kind`. */
  readonly fields: readonly string[];
  /** @throws ConfigError naming the field, the accepted values and the given value */
  check(fields: Fields, batchSize: number): void;
  /** Maximum length of an epoch's order. */
  places(fields: Fields, rows: number, batchSize: number): number;
  /** Mean rows of a batch, if each row is drawn independently of all others. */
  mean?(fields: Fields, batchSize: number): number;
  /** The steps for which batches have plans of their own, in ascending order; none by default. */
  lengths?(fields: Fields): readonly number[];
  /** @throws DataError for data that it cannot sample */
  epoch(fields: Fields, request: EpochRequest): EpochRows;
}
