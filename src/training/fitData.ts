import { assertInRange, wholeNumber } from '../checks.ts';
import type { Dataset } from '../data/dataset.ts';
import { splitRows } from '../data/split.ts';
import { ConfigError } from '../errors.ts';
import type { EarlyStopping } from './earlyStopping.ts';
import type { FitOptions } from './fit.ts';

/** The data sets of a call of `fit`, checked. */
export interface FitData {
  readonly dataset: Dataset;
  readonly validation: Dataset | undefined;
}

/**
 * What a call of `fit` trains on and is validated with.
 * @param seed of the split, if a part of the data is held out
 * @throws ConfigError for an option out of range, or options that exclude each other
 */
export function resolveFit(
  dataset: Dataset,
  validation: Dataset | undefined,
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
  if (validationSplit === undefined) return { dataset, validation };
  const { train, validation: held } = splitRows(dataset, validationSplit, seed);
  return { dataset: train, validation: held };
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
