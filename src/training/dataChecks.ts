import type { Dataset } from '../data/dataset.ts';
import { ConfigError } from '../errors.ts';
import type { TrainingOptions } from './options.ts';

/** @throws ConfigError for data of less than one batch */
export function assertBatch(
  { name, rows }: Dataset,
  { batchSize }: Pick<TrainingOptions, 'batchSize'>,
): void {
  if (rows >= batchSize) return;
  throw new ConfigError(
    `${name} has ${rows} rows, fewer than one batch of ${batchSize}: ` +
      'use a smaller batchSize or more data',
  );
}

/** @throws ConfigError for an element type that data cannot have */
export function assertDtype(dtype: unknown): asserts dtype is Dataset['dtype'] {
  if (dtype === 'u8' || dtype === 'f32') return;
  throw new ConfigError(`dtype must be "u8" or "f32", got ${JSON.stringify(dtype)}`);
}
