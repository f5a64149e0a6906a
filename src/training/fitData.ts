import {
  AT_LEAST_ZERO,
  assertInRange,
  assertOptions,
  BOOLEAN,
  CHECKED_LATER,
  type OptionRanges,
  wholeNumber,
} from '../checks.ts';
import type { Field } from '../data/field.ts';
import { splitRows } from '../data/split.ts';
import type { Table } from '../data/table.ts';
import { ConfigError } from '../errors.ts';
import type { Notice } from '../runtime/notice.ts';
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

/**
 * The notice for bytes, which are shares of 255, that were probably meant as 0 and 1 or as counts.
 */
export function noticeOfBytes(
  { fields }: Table,
  ofModel: readonly Pick<Field, 'name' | 'values' | 'domain'>[],
): Notice | undefined {
  for (const { name, values, domain } of ofModel) {
    const field = fields.get(name);
    if (values !== undefined || field?.dtype !== 'u8' || 'buffer' in field) continue;
    if (domain?.least === 0 && domain.most === undefined) {
      return {
        kind: 'bytes-as-counts',
        message:
          `${field.name}: ${domain.of} takes counts, and a byte v stands for v / 255: give counts as a ` +
          'Float32Array',
      };
    }
    const bytes = field.data as Uint8Array;
    if (bytes.some((value) => value > 1) || !bytes.includes(1)) continue;
    return {
      kind: 'bytes-of-0-and-1',
      message:
        `${field.name}: its bytes are all 0 or 1. A byte v stands for v / 255, so that 1 is ` +
        'almost black: multiply them by 255, or give a Float32Array of 0 and 1',
    };
  }
  return undefined;
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
