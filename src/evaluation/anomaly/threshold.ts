import { assertOptions, BETWEEN_0_AND_1, type OptionRanges } from '../../checks.ts';
import { floatsOf } from '../../data/arrays.ts';
import { ConfigError, DataError } from '../../errors.ts';

/** A limit of scores above which a row is unusual. */
export interface AnomalyThreshold {
  /** A row with a higher score is unusual. */
  readonly limit: number;
  /** The most that the share of false alarms among new usual rows is expected to be; at most what was asked for. */
  readonly falseAlarms: number;
  /** Number of usual rows that it follows from. */
  readonly rows: number;
}

/** Options of {@link anomalyThreshold}. */
export interface ThresholdOptions {
  /** The share of usual rows that may be reported; 0.01 by default. */
  readonly falseAlarms?: number;
}

const RANGES: OptionRanges<ThresholdOptions> = { falseAlarms: BETWEEN_0_AND_1 };

/**
 * The limit of scores that a new usual row passes with a probability of at most `falseAlarms`, whatever the
 * distribution of scores, as long as the rows of `usual` were not trained on and come from where usual rows do.
 * It is the k-th smallest score with k = ⌈(n + 1) (1 - falseAlarms)⌉. Source: Vovk, Gammerman & Shafer,
 * "Algorithmic learning in a random world", 2005.
 *
 * @param usual scores of usual rows, high where a row is unusual, such as `elbo` of `VAE.score`
 * @throws ConfigError for an option out of range, or too few rows for so few false alarms; says how many it takes
 * @throws DataError for a score that is not finite
 */
export function anomalyThreshold(
  usual: Float32Array,
  options: ThresholdOptions = {},
): AnomalyThreshold {
  assertOptions('anomalyThreshold', options, RANGES);
  const { falseAlarms = 0.01 } = options;
  const sorted = sortedScores(usual, 'usual');
  const rows = sorted.length;
  // What rounding adds to a whole number is no further row, and the limit is at least the smallest score.
  const place = Math.max(1, Math.ceil((rows + 1) * (1 - falseAlarms) - 1e-9));
  if (place > rows) {
    throw new ConfigError(
      `falseAlarms of ${falseAlarms} takes ${Math.ceil(1 / falseAlarms - 1e-9) - 1} usual rows or more, got ${rows}`,
    );
  }
  return { limit: sorted[place - 1] as number, falseAlarms: 1 - place / (rows + 1), rows };
}

/**
 * How usual each score is: the share of usual rows, the row itself among them, that score as high. Of usual
 * rows a share of at most p has a value of at most p. Source as of {@link anomalyThreshold}.
 *
 * @param usual scores of usual rows that were not trained on
 * @param scores of the rows to judge
 * @returns `[rows]`, above 0 and at most 1
 * @throws DataError for a score that is not finite
 */
export function anomalyPValues(usual: Float32Array, scores: Float32Array): Float32Array {
  const sorted = sortedScores(usual, 'usual');
  return floatsOf(scores, 'scores').map(
    (score) => (1 + sorted.length - below(sorted, score)) / (sorted.length + 1),
  );
}

/** How many of the sorted scores are below one. */
function below(sorted: Float32Array, score: number): number {
  let [first, end] = [0, sorted.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    if ((sorted[middle] as number) < score) first = middle + 1;
    else end = middle;
  }
  return first;
}

function sortedScores(scores: Float32Array, name: string): Float32Array {
  const own = floatsOf(scores, name);
  if (own.length === 0) throw new DataError(`${name} holds no score`);
  return own.slice().sort();
}
