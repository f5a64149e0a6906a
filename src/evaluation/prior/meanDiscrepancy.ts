import { ABOVE_ZERO, assertOptions } from '../../checks.ts';
import { type CheckedPoints, inOneSpace, type Points, pointsOf } from '../points/points.ts';

/** Options of {@link maximumMeanDiscrepancy}. */
export interface DiscrepancyOptions {
  /** Width of the kernel; the median distance of all pairs by default. */
  readonly width?: number;
}

/** How far two samples are from one distribution. */
export interface MeanDiscrepancy {
  /** The squared discrepancy, unbiased: about 0, and below as often as above, for samples of one distribution. */
  readonly squared: number;
  /** Width of the kernel. */
  readonly width: number;
}

/**
 * The maximum mean discrepancy of two samples with the Gaussian kernel e^(-|x - y|² / 2 width²), such as codes of
 * rows against draws from the prior: mean k(x, x') + mean k(y, y') - 2 mean k(x, y) over pairs of different rows.
 * It sees any difference at the scale of the width, and little in many dimensions. Source: Gretton et al., "A
 * kernel two-sample test", 2012. Compares all pairs of rows.
 *
 * @param a `[rows, columns]`
 * @param b points of the same columns
 * @throws ConfigError for a width that is not above 0
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for other numbers of columns, or fewer than two rows
 */
export function maximumMeanDiscrepancy(
  a: Points,
  b: Points,
  options: DiscrepancyOptions = {},
): MeanDiscrepancy {
  assertOptions('maximumMeanDiscrepancy', options, { width: ABOVE_ZERO });
  const [x, y] = [pointsOf(a, 'the first points', 2), pointsOf(b, 'the second', 2)];
  inOneSpace(x, y, ['the first points', 'the second']);
  const [within, others, between] = [distances(x, x), distances(y, y), distances(x, y)];
  const width = options?.width ?? medianOf([within, others, between]);
  const mean = (squares: Float64Array): number =>
    squares.reduce((sum, square) => sum + Math.exp(-square / (2 * width * width)), 0) /
    squares.length;
  return { squared: mean(within) + mean(others) - 2 * mean(between), width };
}

/** Squared distances of all pairs; of one sample each pair of different rows once. */
function distances(x: CheckedPoints, y: CheckedPoints): Float64Array {
  const same = x === y;
  const { columns } = x;
  const squares = new Float64Array(same ? (x.rows * (x.rows - 1)) / 2 : x.rows * y.rows);
  let place = 0;
  for (let row = 0; row < x.rows; row++) {
    for (let other = same ? row + 1 : 0; other < y.rows; other++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) {
        sum +=
          ((x.values[row * columns + j] as number) - (y.values[other * columns + j] as number)) **
          2;
      }
      squares[place++] = sum;
    }
  }
  return squares;
}

/** The median distance; 1 if most points are equal, where any width does. */
function medianOf(parts: readonly Float64Array[]): number {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  all.sort();
  const middle = (all.length - 1) / 2;
  const [low, high] = [all[Math.floor(middle)] as number, all[Math.ceil(middle)] as number];
  return Math.sqrt((low + high) / 2) || 1;
}
