import { ShapeError } from '../../errors.ts';
import { centredColumns, dot } from '../points/columns.ts';
import { type Points, pointsOf } from '../points/points.ts';
import { type PosteriorStats, statsRows } from '../posteriorStats.ts';

/**
 * Total correlation of codes as if they were normal, in nats: -½ log det of their correlations. It is 0 if no two
 * dimensions are correlated, and without bound as one gets near a line of others. It sees no other dependence.
 * Rows that are not many times the dimensions raise it. Constant dimensions are left out. Source: Watanabe,
 * "Information theoretical analysis of multivariate correlation", 1960.
 *
 * @param codes `[rows, latent]`
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for fewer than two rows
 */
export function gaussianTotalCorrelation(codes: Points): number {
  const columns = centredColumns(pointsOf(codes, 'codes', 2)).filter((each) => dot(each, each) > 0);
  const unit = columns.map((column) => {
    const length = Math.sqrt(dot(column, column));
    return column.map((value) => value / length);
  });
  // Each column's part that those before it do not explain: the determinant is the product of their squares.
  const apart: Float64Array[] = [];
  let logs = 0;
  for (const column of unit) {
    const own = column.slice();
    for (const other of apart) {
      const share = dot(own, other);
      for (const [i, value] of other.entries()) own[i] = (own[i] as number) - share * value;
    }
    const length = Math.sqrt(dot(own, own));
    logs += Math.log(length);
    if (length > 0) apart.push(own.map((value) => value / length));
  }
  return Math.max(0, -logs);
}

/**
 * Total correlation of the aggregate posterior by sampling, in nats: the mean over samples of log q(z) - Σ_j log
 * q(z_j), where q(z) is the mean over the rows of q(z | x). It sees every dependence, has sampling noise, and
 * cannot exceed (latent - 1) log rows, so many dimensions need many rows. Compares all pairs of rows. Source:
 * Chen, Li, Grosse & Duvenaud, "Isolating sources of disentanglement in variational autoencoders", 2018, with the
 * sums over all rows.
 *
 * @param stats of normal posteriors, as `encode` gives them
 * @param latent dimensions
 * @param z one sample of each row's posterior, `[rows, latent]`, as `encode` gives it with `sample: true`
 * @throws DataError for anything but floats
 * @throws ShapeError unless all are rows of `latent` values
 */
export function totalCorrelation(stats: PosteriorStats, latent: number, z: Float32Array): number {
  const rows = statsRows(stats, latent);
  const samples = pointsOf({ data: z, columns: latent }, 'z');
  if (samples.rows !== rows) {
    throw new ShapeError(`z must have one row for each of the ${rows} rows, got ${samples.rows}`);
  }
  const precision = Float64Array.from(stats.logvar, (logvar) => Math.exp(-logvar));
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const at = samples.values.subarray(row * latent, (row + 1) * latent);
    sum += pointwise(at, stats, precision, rows);
  }
  return sum / rows;
}

/** log q(z) - Σ_j log q(z_j) of one sample; constants that both have cancel, but for the number of rows. */
function pointwise(
  z: Float32Array,
  { mu, logvar }: PosteriorStats,
  precision: Float64Array,
  rows: number,
): number {
  const latent = z.length;
  const joint = new Float64Array(rows);
  let own = 0;
  const logs = new Float64Array(rows);
  for (let j = 0; j < latent; j++) {
    for (let row = 0; row < rows; row++) {
      const i = row * latent + j;
      const log =
        -0.5 *
        (((z[j] as number) - (mu[i] as number)) ** 2 * (precision[i] as number) +
          (logvar[i] as number));
      logs[row] = log;
      joint[row] = (joint[row] as number) + log;
    }
    own += logMean(logs);
  }
  return logMean(joint) - own;
}

/** log of the mean of exponentials. */
function logMean(logs: Float64Array): number {
  let largest = -Infinity;
  for (const log of logs) largest = Math.max(largest, log);
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - largest);
  return largest + Math.log(sum / logs.length);
}
