import {
  assertInRange,
  assertOptions,
  BETWEEN_0_AND_1,
  isOptions,
  type OptionRanges,
  objectWith,
  SEED,
  shown,
  TEXT,
  wholeNumber,
} from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import {
  type ExpectedOutcomes,
  expectedOutcomes,
  type OutcomeModel,
  type OutcomeQuestion,
} from './expectedOutcomes.ts';
import { assertOneTable, tableOf } from './outcomeTable.ts';

/** Options of {@link treatmentOutcomes}. */
export interface OutcomeOptions extends OutcomeQuestion {
  /** Probability of the intervals; 0.9 by default. */
  readonly level?: number;
}

/** The mean of the models' expectations, and an interval of them. */
export interface OutcomeInterval {
  /** The mean of all models. */
  readonly mean: Float64Array;
  /** The lower end of the interval. */
  readonly low: Float64Array;
  /** Its upper end. */
  readonly high: Float64Array;
}

/** The outcome of rows under each treatment. */
export interface TreatmentOutcomes {
  /** Names of the treatments, in the order of all that follows. */
  readonly treatments: readonly string[];
  /** The expected outcome, a probability of a binary one, `[rows, treatments]`. */
  readonly outcome: OutcomeInterval;
  /** The same less that under the reference, `[rows, treatments]`. */
  readonly change: OutcomeInterval;
  /** The mean of all rows if all had that treatment, `[treatments]`. */
  readonly meanOutcome: OutcomeInterval;
  /** The same less that under the reference, `[treatments]`. */
  readonly meanChange: OutcomeInterval;
}

/** Probability of intervals by default. */
const LEVEL = 0.9;

const MODEL = objectWith('impute', 'a model of a table');
const RANGES: OptionRanges<OutcomeOptions> = {
  treatment: TEXT,
  outcome: TEXT,
  reference: TEXT,
  level: BETWEEN_0_AND_1,
  samples: wholeNumber(1),
  seed: SEED,
};

/**
 * The outcome that models expect of rows under each treatment, and how far treatments differ, with intervals. Each
 * model was trained on rows of its own {@link bootstrap}, so the models differ as much as the data leave open. An
 * end of an interval is the k-th expectation from its side, k = ⌊(models + 1) (1 - `level`) / 2⌋. It
 * is about what is expected, not about what a single row will have. Source: Efron & Tibshirani, "An introduction to the
 * bootstrap", 1993, chapter 13.
 *
 * @param models of the same table, of the family `table`
 * @param rows `[rows, columns]`; what they say of the treatment and the outcome is not read
 * @throws ConfigError for an option out of range, a column that does not fit, models of other data or of different
 *   columns or outcomes, or too few of them for `level`; says how many it takes
 * @throws DataError or ShapeError for anything but whole rows
 */
export async function treatmentOutcomes(
  models: readonly OutcomeModel[],
  rows: Float32Array,
  options: OutcomeOptions,
): Promise<TreatmentOutcomes> {
  if (!isOptions(options)) {
    throw new ConfigError(
      `treatmentOutcomes takes its options as an object, got ${shown(options)}`,
    );
  }
  assertOptions('treatmentOutcomes', options, RANGES);
  const { level, ...question } = options;
  if (!Array.isArray(models)) {
    throw new ConfigError(`models must be a list of models, got ${shown(models)}`);
  }
  for (const [i, model] of models.entries()) assertInRange(`models[${i}]`, MODEL, model);
  assertEnough(models.length, level);
  assertOneTable(models.map(tableOf));
  const expected: ExpectedOutcomes[] = [];
  for (const model of models) expected.push(await expectedOutcomes(model, rows, question));
  return combinedOutcomes(expected, level);
}

/** @throws ConfigError for too few models */
export function assertEnough(models: number, level = LEVEL): void {
  if (fromEnd(models, level) >= 1) return;
  // A whole number may be a little off.
  const least = Math.ceil(2 / (1 - level) - 1e-9) - 1;
  throw new ConfigError(`level ${level} takes ${least} models or more, got ${models}`);
}

/** Which expectation from its side an end of an interval is. */
const fromEnd = (models: number, level: number): number =>
  Math.floor(((models + 1) * (1 - level)) / 2 + 1e-9);

/** The same of what each model expects. */
export function combinedOutcomes(
  expected: readonly ExpectedOutcomes[],
  level = LEVEL,
): TreatmentOutcomes {
  const { treatments = [], base = 0 } = expected[0] ?? {};
  const width = treatments.length;
  const outcomes = expected.map(({ values }) => Float64Array.from(values));
  const change = (values: Float64Array): Float64Array =>
    values.map((value, i) => value - (values[i - (i % width) + base] as number));
  const means = outcomes.map((values) => columnMeans(values, width));
  return {
    treatments,
    outcome: interval(outcomes, level),
    change: interval(outcomes.map(change), level),
    meanOutcome: interval(means, level),
    meanChange: interval(means.map(change), level),
  };
}

function columnMeans(values: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (const [i, value] of values.entries()) sums[i % width] = (sums[i % width] as number) + value;
  return sums.map((sum) => (sum * width) / values.length);
}

function interval(models: readonly Float64Array[], level: number): OutcomeInterval {
  const length = models[0]?.length ?? 0;
  const k = fromEnd(models.length, level);
  const mean = new Float64Array(length);
  const low = new Float64Array(length);
  const high = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const sorted = Float64Array.from(models, (values) => values[i] as number).sort();
    mean[i] = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    low[i] = sorted[k - 1] as number;
    high[i] = sorted[sorted.length - k] as number;
  }
  return { mean, low, high };
}
