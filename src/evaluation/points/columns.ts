import type { CheckedPoints } from './points.ts';

/** The columns of points, each `[rows]`. */
export function columnsOf({ rows, columns, values }: CheckedPoints): Float64Array[] {
  return Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] as number),
  );
}

/** The columns less their means. */
export function centredColumns(points: CheckedPoints): Float64Array[] {
  return columnsOf(points).map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    return column.map((value) => value - mean);
  });
}

/** Σ a_i b_i */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The products of all pairs of columns, AᵀB: a row for each column of A. */
export function products(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  return a.map((own) => Float64Array.from(b, (other) => dot(own, other)));
}
