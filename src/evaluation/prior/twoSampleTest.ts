import { upperTail } from '../../random/normal.ts';
import { nearestNeighbours } from '../nearest.ts';
import { type CheckedPoints, inOneSpace, type Points, pointsOf } from '../points/points.ts';

/** The result of a classifier that tells two samples apart. */
export interface TwoSampleTest {
  /**
   * Share of held-out points whose sample it tells: 0.5 for samples of one distribution, 1 for samples that lie
   * apart.
   */
  readonly accuracy: number;
  /** Probability of that accuracy or more, were both of one distribution. */
  readonly pValue: number;
}

/**
 * The classifier two-sample test: how well the nearest neighbours among half of the points tell of which of two
 * samples the other half is, such as codes of rows and draws from the prior. The larger sample is cut to the
 * length of the smaller one; every second row of both is held out. Source: Lopez-Paz & Oquab, "Revisiting
 * classifier two-sample tests", 2017, with its k = √n neighbours, odd here so that none are tied.
 *
 * @param a `[rows, columns]`, in random order
 * @param b points of the same columns, in random order
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for other numbers of columns, or fewer than four rows
 */
export function classifierTwoSampleTest(a: Points, b: Points): TwoSampleTest {
  const [x, y] = [pointsOf(a, 'the first points', 4), pointsOf(b, 'the second', 4)];
  inOneSpace(x, y, ['the first points', 'the second']);
  const rows = Math.min(x.rows, y.rows);
  const known = everySecond([x, y], rows, 0);
  const asked = everySecond([x, y], rows, 1);
  const k = oddRoot(known.length / x.columns);
  const { indices } = nearestNeighbours(asked, known, x.columns, k);
  const [half, tested] = [Math.ceil(rows / 2), Math.floor(rows / 2)];
  let right = 0;
  for (let row = 0; row < 2 * tested; row++) {
    const near = indices.subarray(row * k, (row + 1) * k);
    const votes = near.reduce((sum, index) => sum + Number(index >= half), 0);
    right += Number(votes > k / 2 === row >= tested);
  }
  const accuracy = right / (2 * tested);
  return { accuracy, pValue: upperTail((accuracy - 0.5) * 2 * Math.sqrt(2 * tested)) };
}

/** Every second row of both, from `start` on, one sample after the other. */
function everySecond(samples: readonly CheckedPoints[], rows: number, start: number): Float32Array {
  const parts = samples.flatMap(({ columns, values }) =>
    Array.from({ length: Math.ceil((rows - start) / 2) }, (_, i) => {
      const row = 2 * i + start;
      return values.subarray(row * columns, (row + 1) * columns);
    }),
  );
  const columns = samples[0]?.columns ?? 1;
  const all = new Float32Array(parts.length * columns);
  for (const [i, part] of parts.entries()) all.set(part, i * columns);
  return all;
}

/** The largest odd number up to the root. */
function oddRoot(n: number): number {
  const root = Math.floor(Math.sqrt(n));
  return Math.max(1, root % 2 === 1 ? root : root - 1);
}
