import { centredColumns, dot, products } from '../points/columns.ts';
import { type Points, pairOf } from '../points/points.ts';
import { singularValues } from '../points/singularValues.ts';

/**
 * The orthogonal Procrustes distance of two codes of the same rows: what the best rotation or reflection leaves,
 * |A|² + |B|² - 2 |AᵀB|∗, where each is centred and has a norm of 1, and |·|∗ is the sum of singular values. It is
 * 0 for codes that are the same up to rotation and scale, and 2 at most; a constant code is at 2 from any. Source:
 * Ding, Denain & Steinhardt, "Grounding representation similarity through statistical testing", 2021.
 *
 * @param a `[rows, columns]`
 * @param b the same rows, of any number of columns
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for other numbers of rows, or fewer than two
 */
export function procrustesDistance(a: Points, b: Points): number {
  const [x, y] = pairOf(a, b, 2).map(centredColumns) as [Float64Array[], Float64Array[]];
  const scale = norm(x) * norm(y);
  if (scale === 0) return 2;
  const common = singularValues(products(x, y)).reduce((sum, value) => sum + value, 0);
  return Math.max(0, 2 - (2 * common) / scale);
}

const norm = (columns: readonly Float64Array[]): number =>
  Math.sqrt(columns.reduce((sum, column) => sum + dot(column, column), 0));
