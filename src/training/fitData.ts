import type { Table } from '../data/table.ts';
import { ConfigError } from '../errors.ts';
import type { Watched } from '../families/model.ts';
import type { BestEpoch } from './earlyStopping.ts';
import type { FitOptions } from './fit.ts';
import type { TrainingOptions } from './options.ts';

/** The checked data of a call of `fit`. */
export interface FitData {
  readonly train: Table;
  readonly validation: Table | undefined;
  /** Keeps the best epoch, if the call stops early. */
  readonly best: BestEpoch | undefined;
}

/**
 * Returns the training and validation data of a call of `fit`.
 * @param run.seed of the split, if a part of the data is held out
 * @param run.watched the figure of the validation data that is to improve
 * @throws ConfigError for an option out of range, or options that exclude each other
 */
export async function resolveFit(
  data: Table,
  validation: Table | undefined,
  options: FitOptions,
  { seed, watched }: { readonly seed: number; readonly watched: Watched },
): Promise<FitData> {
  if (options.epochs === undefined && options.steps === undefined) {
    throw new ConfigError('fit needs `epochs` or `steps`: how long to train');
  }
  const { validationSplit, earlyStopping } = options;
  if (validation && validationSplit !== undefined) {
    throw new ConfigError('fit takes `validation` or `validationSplit`, not both');
  }
  const whole = { train: data, validation, best: undefined };
  if ((validation ?? validationSplit ?? earlyStopping) === undefined) return whole;
  const { splitRows, watchBest } = await import('./validation.ts');
  const watches = (validation ?? validationSplit) !== undefined;
  const best = earlyStopping && watchBest(earlyStopping, watched, watches);
  const parts = validationSplit === undefined ? whole : splitRows(data, validationSplit, seed);
  return { ...parts, best };
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
