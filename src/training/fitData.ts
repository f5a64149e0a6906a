import { assertInRange, wholeNumber } from '../checks.ts';
import { splitRows } from '../data/split.ts';
import type { Table } from '../data/table.ts';
import { ConfigError } from '../errors.ts';
import type { EarlyStopping } from './earlyStopping.ts';
import type { FitOptions } from './fit.ts';
import type { TrainingOptions } from './options.ts';

/** The checked data of a call of `fit`. */
export interface FitData {
  readonly train: Table;
  readonly validation: Table | undefined;
}

/**
 * Returns the training and validation data of a call of `fit`.
 * @param seed of the split, if a part of the data is held out
 * @throws ConfigError for an option out of range, or options that exclude each other
 */
export function resolveFit(
  data: Table,
  validation: Table | undefined,
  options: FitOptions,
  seed: number,
): FitData {
  for (const key of ['epochs', 'steps'] as const) {
    const value = options[key];
    if (value !== undefined) assertInRange(key, wholeNumber(1), value);
  }
  if (options.epochs === undefined && options.steps === undefined) {
    throw new ConfigError('fit needs `epochs` or `steps`: how long to train');
  }
  const { validationSplit, earlyStopping } = options;
  if (validation && validationSplit !== undefined) {
    throw new ConfigError('fit takes `validation` or `validationSplit`, not both');
  }
  if (earlyStopping) assertEarlyStopping(earlyStopping, validation ?? validationSplit);
  if (validationSplit === undefined) return { train: data, validation };
  return splitRows(data, validationSplit, seed);
}

/** @throws ConfigError if the data has fewer rows than one batch */
export function assertBatch(
  { name, rows }: Table,
  { batchSize }: Pick<TrainingOptions, 'batchSize'>,
): void {
  if (rows >= batchSize) return;
  throw new ConfigError(
    `${name} has ${rows} rows, fewer than one batch of ${batchSize}: ` +
      'use a smaller batchSize or more data',
  );
}

function assertEarlyStopping({ patience, minDelta = 0 }: EarlyStopping, validation: unknown): void {
  if (validation === undefined) {
    throw new ConfigError(
      'earlyStopping watches validation data: give fit `validation` or `validationSplit`',
    );
  }
  assertInRange('earlyStopping.patience', wholeNumber(1, undefined, 'epochs'), patience);
  if (!(minDelta >= 0 && minDelta < Infinity)) {
    throw new ConfigError(
      `earlyStopping.minDelta must be a finite number of nats of at least 0, got ${minDelta}`,
    );
  }
}
