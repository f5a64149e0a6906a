import { dot } from './columns.ts';

/** Most passes over the pairs of columns; some ten are enough. */
const PASSES = 60;

/**
 * The singular values of a matrix, in no order, by turning pairs of its columns until all are orthogonal: the values
 * are then their lengths. Source: Hestenes, "Inversion of matrices by biorthogonalization and related results", 1958.
 * @param matrix its columns; they are changed
 */
export function singularValues(matrix: readonly Float64Array[]): number[] {
  for (let pass = 0; pass < PASSES; pass++) {
    let turned = false;
    for (const [i, a] of matrix.entries()) {
      for (const b of matrix.slice(i + 1)) turned = turn(a, b) || turned;
    }
    if (!turned) break;
  }
  return matrix.map((column) => Math.sqrt(dot(column, column)));
}

/** Makes two columns orthogonal. @returns false if they are */
function turn(a: Float64Array, b: Float64Array): boolean {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  if (Math.abs(ab) <= Number.EPSILON * Math.sqrt(aa * bb)) return false;
  const slope = (bb - aa) / (2 * ab);
  const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(1, slope));
  const cosine = 1 / Math.hypot(1, tangent);
  for (const [i, x] of a.entries()) {
    const y = b[i] as number;
    a[i] = cosine * (x - tangent * y);
    b[i] = cosine * (y + tangent * x);
  }
  return true;
}
