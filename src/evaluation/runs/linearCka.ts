import { centredColumns, products } from '../points/columns.ts';
import { type Points, pairOf } from '../points/points.ts';

/**
 * Linear centred kernel alignment of two codes of the same rows: |AᵀB|² / (|AᵀA| |BᵀB|) with centred columns and
 * Frobenius norms. It is 1 for codes that are the same up to rotation and scale, and near 0 for unrelated ones;
 * few rows of many columns raise it. 0 if one of them is constant. Source: Kornblith, Norouzi, Lee & Hinton,
 * "Similarity of neural network representations revisited", 2019.
 *
 * @param a `[rows, columns]`
 * @param b the same rows, of any number of columns
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for other numbers of rows, or fewer than two
 */
export function linearCka(a: Points, b: Points): number {
  const [x, y] = pairOf(a, b, 2).map(centredColumns) as [Float64Array[], Float64Array[]];
  const scale = Math.sqrt(squares(products(x, x)) * squares(products(y, y)));
  return scale > 0 ? squares(products(x, y)) / scale : 0;
}

/** The squared Frobenius norm. */
function squares(matrix: readonly Float64Array[]): number {
  return matrix.reduce((sum, row) => row.reduce((own, value) => own + value * value, sum), 0);
}
