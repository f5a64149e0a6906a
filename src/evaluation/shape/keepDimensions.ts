import { isWholeNumber, shown } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { columnsOf } from '../points/columns.ts';
import { type Points, pointsOf } from '../points/points.ts';

/**
 * Codes of which only some dimensions are left; all others are at their means over the rows. Decoded, they show
 * what the dimensions that were kept say of the rows: {@link explainedVariance} of reconstructions over the number
 * kept, the most informative first, tells how many a model needs.
 *
 * @param codes `[rows, latent]`, such as `mu` of `encode`
 * @param kept numbers of dimensions, in any order
 * @returns `[rows, latent]`, for `decode`
 * @throws ConfigError for anything but a list of dimensions
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for other than whole rows
 */
export function keepDimensions(codes: Points, kept: readonly number[]): Float32Array {
  const points = pointsOf(codes, 'codes');
  const { columns, values } = points;
  if (!Array.isArray(kept) || !kept.every((each) => isWholeNumber(each, 0, columns - 1))) {
    throw new ConfigError(
      `kept must be a list of dimensions from 0 to ${columns - 1}, got ${shown(kept)}`,
    );
  }
  const stays = new Set(kept);
  const means = columnsOf(points).map(
    (column) => column.reduce((sum, value) => sum + value, 0) / column.length,
  );
  return values.map((value, i) =>
    stays.has(i % columns) ? value : (means[i % columns] as number),
  );
}
