import { assertInRange, assertOptions, SEED, wholeNumber } from '../../checks.ts';
import { streams } from '../../random/streams.ts';
import { threefry2x32, uniform01 } from '../../random/threefry.ts';
import { type CheckedPoints, type Points, pointsOf } from '../points/points.ts';

/** Options of {@link kMeans}. */
export interface ClusterOptions {
  /** Seed of the first centres; 0 by default. */
  readonly seed?: number;
  /** How often to begin anew, of which the best is taken; 5 by default. */
  readonly starts?: number;
}

/** Clusters of points. */
export interface Clusters {
  /** The cluster of each row, `[rows]`. */
  readonly assignments: Uint32Array;
  /** The mean of each cluster's rows, `[clusters, columns]`. */
  readonly centres: Float64Array;
  /** The sum of squared distances of rows to their centres. */
  readonly inertia: number;
}

const RANGES = { seed: SEED, starts: wholeNumber(1, 1000) };

/** Most passes over the rows of one start. */
const PASSES = 300;

/**
 * Clusters of points around their means, by Lloyd's algorithm from centres that lie apart. To compare clusters
 * with classes, take as many as there are classes, and see {@link adjustedRandIndex}. Sources: Lloyd, "Least
 * squares quantization in PCM", 1982; Arthur & Vassilvitskii, "k-means++: the advantages of careful seeding",
 * 2007.
 *
 * @param points `[rows, columns]`
 * @param count of clusters
 * @throws ConfigError for a bad option, or more clusters than rows
 * @throws DataError for anything but points with finite values
 */
export function kMeans(points: Points, count: number, options: ClusterOptions = {}): Clusters {
  const checked = pointsOf(points, 'points');
  assertInRange('the number of clusters', wholeNumber(1, checked.rows), count);
  assertOptions('kMeans', options, RANGES);
  const { seed = 0, starts = 5 } = options ?? {};
  const found = Array.from({ length: starts }, (_, start) =>
    lloyd(checked, firstCentres(checked, count, seed, start)),
  );
  return found.reduce((best, each) => (each.inertia < best.inertia ? each : best));
}

/** Rows drawn in turn, each with a probability by its squared distance to those before. */
function firstCentres(
  points: CheckedPoints,
  count: number,
  seed: number,
  start: number,
): Float64Array {
  const { rows, columns, values } = points;
  const centres = new Float64Array(count * columns);
  const distances = new Float64Array(rows).fill(1);
  for (let centre = 0; centre < count; centre++) {
    const [word] = threefry2x32(seed, streams.clusters, start, centre);
    const row = drawn(distances, uniform01(word));
    centres.set(values.subarray(row * columns, (row + 1) * columns), centre * columns);
    for (let other = 0; other < rows; other++) {
      const own = squaredDistance(points, other, centres, centre);
      distances[other] = centre === 0 ? own : Math.min(distances[other] as number, own);
    }
  }
  return centres;
}

/** The place at which a share of the sum of weights is reached; the last one if all are 0. */
function drawn(weights: Float64Array, share: number): number {
  let left = share * weights.reduce((sum, each) => sum + each, 0);
  let place = 0;
  for (; place < weights.length - 1; place++) {
    left -= weights[place] as number;
    if (left < 0) break;
  }
  return place;
}

function lloyd(points: CheckedPoints, centres: Float64Array): Clusters {
  const { rows, columns, values } = points;
  const count = centres.length / columns;
  const assignments = new Uint32Array(rows);
  let inertia = Infinity;
  for (let pass = 0; pass < PASSES; pass++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      let nearest = Infinity;
      for (let centre = 0; centre < count; centre++) {
        const distance = squaredDistance(points, row, centres, centre);
        if (distance >= nearest) continue;
        nearest = distance;
        assignments[row] = centre;
      }
      sum += nearest;
    }
    if (sum >= inertia) break;
    inertia = sum;
    const sizes = new Uint32Array(count);
    for (const centre of assignments) sizes[centre] = (sizes[centre] as number) + 1;
    // An empty cluster keeps its centre.
    const means = centres.map((value, i) => (sizes[Math.floor(i / columns)] === 0 ? value : 0));
    for (const [i, value] of values.entries()) {
      const centre = assignments[Math.floor(i / columns)] as number;
      const k = centre * columns + (i % columns);
      means[k] = (means[k] as number) + value / (sizes[centre] as number);
    }
    centres.set(means);
  }
  return { assignments, centres, inertia };
}

function squaredDistance(
  { columns, values }: CheckedPoints,
  row: number,
  centres: Float64Array,
  centre: number,
): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    sum += ((values[row * columns + j] as number) - (centres[centre * columns + j] as number)) ** 2;
  }
  return sum;
}
