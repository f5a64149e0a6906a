import { assertInRange, wholeNumber } from '../../checks.ts';
import { DataError } from '../../errors.ts';
import { ownNeighbours } from '../points/neighbours.ts';
import { type Points, pointsOf } from '../points/points.ts';

/** Two estimates of how many numbers tell where a point lies among the others. */
export interface IntrinsicDimension {
  /** By the ratio of the distances to the second and the first neighbour. */
  readonly twoNearest: number;
  /** The most likely dimension by the distances to the k nearest neighbours. */
  readonly likelihood: number;
}

/** Neighbours of the second estimate by default. */
const NEIGHBOURS = 10;
/** The share of the largest ratios that the first estimate leaves out, as Facco et al. do. */
const LEFT_OUT = 0.1;

/**
 * The intrinsic dimension of points: that of the surface they lie on, which may be far below the number of
 * columns. Both estimates take densities to be constant among neighbours and come out low in many dimensions with
 * few points. The first fits log(1 - F(μ)) = -d log μ to the ratios μ of distances to the second and first
 * neighbour (Facco, d'Errico, Rodriguez & Laio, "Estimating the intrinsic dimension of datasets by a minimal
 * neighborhood information", 2017). The second is 1 / mean of log(distance to the k-th / distance to the j-th
 * neighbour) over j < k and points (Levina & Bickel, "Maximum likelihood estimation of intrinsic dimension", 2005,
 * averaged as MacKay & Ghahramani, 2005). Points with the same place as a neighbour are left out.
 *
 * @param points `[rows, columns]`; compares all pairs of them
 * @param k neighbours of the second estimate; 10 by default
 * @throws ConfigError unless k is a whole number from 2 to rows - 1
 * @throws DataError for anything but points with finite values, too many that are equal, or neighbours that are
 *   nearly all as far as one another, as on a lattice
 * @throws ShapeError for fewer than three rows
 */
export function intrinsicDimension(points: Points, k = NEIGHBOURS): IntrinsicDimension {
  const checked = pointsOf(points, 'points', 3);
  assertInRange('k', wholeNumber(2, checked.rows - 1), k);
  const { distances } = ownNeighbours(checked, k);
  const distinct = Array.from({ length: checked.rows }, (_, row) =>
    distances.subarray(row * k, (row + 1) * k),
  ).filter(([nearest = 0]) => nearest > 0);
  if (distinct.length < 3) {
    throw new DataError(
      'points: all but a few lie at the place of another; these have no dimension',
    );
  }
  const estimates = { twoNearest: byRatios(distinct), likelihood: byLikelihood(distinct, k) };
  if (Object.values(estimates).every(Number.isFinite)) return estimates;
  throw new DataError(
    'points: nearly all have neighbours at equal distances, as on a lattice; these have no dimension',
  );
}

function byRatios(distances: readonly Float32Array[]): number {
  const logs = Float64Array.from(distances, ([first = 0, second = 0]) => Math.log(second / first));
  const kept = logs.sort().subarray(0, Math.floor(logs.length * (1 - LEFT_OUT)));
  // The line through the origin with the least squared error.
  let [products, squares] = [0, 0];
  for (const [i, log] of kept.entries()) {
    products -= log * Math.log(1 - (i + 1) / logs.length);
    squares += log * log;
  }
  return products / squares;
}

function byLikelihood(distances: readonly Float32Array[], k: number): number {
  let sum = 0;
  for (const each of distances) {
    for (const distance of each.subarray(0, k - 1)) {
      sum += Math.log((each[k - 1] as number) / distance);
    }
  }
  return (distances.length * (k - 1)) / sum;
}
