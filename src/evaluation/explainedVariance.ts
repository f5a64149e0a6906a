import { toDataset } from '../data/dataset.ts';
import { explainedShare } from './explainedShare.ts';
import { inOneSpace, type Points, pairOf } from './points/points.ts';

/**
 * The share of the data's variance that reconstructions explain, R² = 1 - Σ(x - x̂)² / Σ(x -
 * mean)², with the mean of each column. A perfect reconstruction gives 1; a constant output gives
 * at most 0. Unlike a likelihood it has the same meaning for every decoder. If the rows are all
 * equal, there is no variance to explain, and the result is 0.
 *
 * @param data `[rows, columns]`
 * @param reconstruction `[rows, columns]`, such as the result of `decode` or `translate` with the columns of the data
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for other than whole rows, or if the shape of the reconstructions differs from that of the data
 */
export function explainedVariance(data: Points, reconstruction: Points): number {
  const [rows, made] = pairOf(data, reconstruction, 1);
  inOneSpace(rows, made, ['the data', 'the reconstructions']);
  return explainedShare(toDataset(rows.values, rows.columns), made.values);
}
