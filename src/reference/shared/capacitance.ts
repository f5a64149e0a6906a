import { at } from './access.ts';

/** A Gaussian of the row of a list: covariance diag(exp(logvar)) + U Uᵀ. */
interface RowOfGaussians {
  /** `[_, 2L]`: mu, then logvar. */
  readonly gaussian: Float64Array;
  /** U, `[_, L · R]` */
  readonly factor: Float64Array;
  readonly row: number;
  readonly L: number;
  readonly R: number;
}

/** exp(-logvar) of a dimension. */
export function precisionOf({ gaussian, row, L }: RowOfGaussians, l: number): number {
  return Math.exp(-at(gaussian, row * 2 * L + L + l));
}

/** U of a dimension and a column. */
export function factorOf({ factor, row, L, R }: RowOfGaussians, l: number, r: number): number {
  return at(factor, row * L * R + l * R + r);
}

/** The capacitance matrix I + Uᵀ D⁻¹ U: its inverse, row by row, and its log determinant. */
export function capacitance(of: RowOfGaussians): {
  readonly inverse: number[][];
  readonly logDeterminant: number;
  readonly trace: number;
} {
  const { L, R } = of;
  const rows = Array.from({ length: R }, (_, i) =>
    Array.from({ length: 2 * R }, (__, j) => {
      if (j >= R) return Number(j - R === i);
      let sum = Number(i === j);
      for (let l = 0; l < L; l++)
        sum += factorOf(of, l, i) * factorOf(of, l, j) * precisionOf(of, l);
      return sum;
    }),
  );
  const trace = rows.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  let logDeterminant = 0;
  // Gauss-Jordan elimination, whose pivots are positive for a positive definite matrix.
  for (const [i, row] of rows.entries()) {
    const pivot = row[i] ?? 1;
    logDeterminant += Math.log(pivot);
    for (let j = 0; j < 2 * R; j++) row[j] = (row[j] ?? 0) / pivot;
    for (const other of rows) {
      if (other === row) continue;
      const share = other[i] ?? 0;
      for (let j = 0; j < 2 * R; j++) other[j] = (other[j] ?? 0) - share * (row[j] ?? 0);
    }
  }
  return { inverse: rows.map((row) => row.slice(R)), logDeterminant, trace };
}

/** (C⁻¹)ᵀ-weighted row of U: the elements of S⁻¹ U of a dimension, for an inverse `[R, R]` in a list. */
export function inverseTimesFactor(
  of: RowOfGaussians,
  l: number,
  inverse: (i: number, j: number) => number,
): number[] {
  return Array.from({ length: of.R }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < of.R; j++) sum += factorOf(of, l, j) * inverse(j, i);
    return sum * precisionOf(of, l);
  });
}
