import {
  AT_LEAST_ZERO,
  assertInRange,
  assertOptions,
  BOOLEAN,
  CHECKED_LATER,
  type OptionRanges,
  wholeNumber,
} from '../checks.ts';
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
  if (options.epochs === undefined && options.steps === undefined) {
    throw new ConfigError('fit needs `epochs` or `steps`: how long to train');
  }
  const { validationSplit, earlyStopping } = options;
  if (validation && validationSplit !== undefined) {
    throw new ConfigError('fit takes `validation` or `validationSplit`, not both');
  }
  if (earlyStopping !== undefined)
    assertEarlyStopping(earlyStopping, validation ?? validationSplit);
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

const EARLY_STOPPING_RANGES: OptionRanges<EarlyStopping> = {
  patience: CHECKED_LATER,
  minDelta: AT_LEAST_ZERO,
  restoreBest: BOOLEAN,
};

function assertEarlyStopping(earlyStopping: EarlyStopping, validation: unknown): void {
  assertOptions('earlyStopping', earlyStopping, EARLY_STOPPING_RANGES, 'earlyStopping.');
  if (validation === undefined) {
    throw new ConfigError(
      'earlyStopping watches validation data: give fit `validation` or `validationSplit`',
    );
  }
  const { patience } = earlyStopping;
  assertInRange('earlyStopping.patience', wholeNumber(1, undefined, 'epochs'), patience);
}
