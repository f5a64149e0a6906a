import { assertOptions, type OptionRanges, POSITIVE, SEED, wholeNumber } from '../../checks.ts';
import { streams } from '../../random/streams.ts';
import { threefry2x32 } from '../../random/threefry.ts';
import { inOneSpace, type Points, pointsOf } from '../points/points.ts';

/** Options of {@link differentialExpression}. */
export interface ExpressionOptions {
  /** Pairs of rows that are compared; 5000 by default. */
  readonly pairs?: number;
  /** The least change that counts, as a logarithm to base 2; 0.5 by default. */
  readonly change?: number;
  /** Added to shares, so that tiny ones do not differ; a tenth of an even share, 0.1 / columns, by default. */
  readonly floor?: number;
  /** Seed of the pairs; 0 by default. */
  readonly seed?: number;
}

/** How a second group of rows differs from a first one, column by column. */
export interface ExpressionChange {
  /** The mean change of a share as a logarithm to base 2: 1 is twice as much in the second group. */
  readonly logFoldChange: Float64Array;
  /** The probability that a pair of rows differs by the least change or more. */
  readonly probability: Float64Array;
  /** The columns, those with the highest probabilities first; of equal ones those that change more. */
  readonly order: Uint32Array;
}

const RANGES: OptionRanges<ExpressionOptions> = {
  pairs: wholeNumber(1, 10_000_000),
  change: POSITIVE,
  floor: POSITIVE,
  seed: SEED,
};

/**
 * Which columns differ between two groups, such as genes between types of cells: shares of pairs of rows, one of each
 * group, are compared. Give shares that a model decodes from samples of the posteriors, under the same batch, so
 * that the depth and the batch of a cell play no part. Source: Boyeau et al., "Deep generative models for detecting
 * differential expression in single cells", 2019.
 *
 * @param first shares of the first group, `[rows, columns]`
 * @param second shares of the second group, `[rows, columns]`
 * @throws ConfigError for a bad option
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for groups with different columns
 */
export function differentialExpression(
  first: Points,
  second: Points,
  options: ExpressionOptions = {},
): ExpressionChange {
  const [a, b] = [pointsOf(first, 'the first group'), pointsOf(second, 'the second group')];
  inOneSpace(a, b, ['the first group', 'the second']);
  assertOptions('differentialExpression', options, RANGES);
  const { columns } = a;
  const { pairs = 5000, change = 0.5, floor = 0.1 / columns, seed = 0 } = options;
  const [logsOfFirst, logsOfSecond] = [a, b].map(({ values }) =>
    Float32Array.from(values, (share) => Math.log2(Math.max(share, 0) + floor)),
  ) as [Float32Array, Float32Array];
  const logFoldChange = new Float64Array(columns);
  const probability = new Float64Array(columns);
  for (let pair = 0; pair < pairs; pair++) {
    const [low, high] = threefry2x32(seed, streams.expression, pair, 0);
    const from = Math.floor((low / 2 ** 32) * a.rows) * columns;
    const to = Math.floor((high / 2 ** 32) * b.rows) * columns;
    for (let column = 0; column < columns; column++) {
      const difference =
        (logsOfSecond[to + column] as number) - (logsOfFirst[from + column] as number);
      logFoldChange[column] = (logFoldChange[column] as number) + difference / pairs;
      if (Math.abs(difference) < change) continue;
      probability[column] = (probability[column] as number) + 1 / pairs;
    }
  }
  const order = Uint32Array.from(probability.keys()).sort(
    (i, j) =>
      (probability[j] as number) - (probability[i] as number) ||
      Math.abs(logFoldChange[j] as number) - Math.abs(logFoldChange[i] as number),
  );
  return { logFoldChange, probability, order };
}
