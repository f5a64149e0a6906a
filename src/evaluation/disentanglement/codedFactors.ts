import { isRecord, isWholeNumber, shown } from '../../checks.ts';
import { arrayName } from '../../data/arrays.ts';
import type { Factor, GroundTruth } from '../../data/groundTruth.ts';
import { DataError, ShapeError } from '../../errors.ts';

/** Codes of rows and their factors, checked, by dimension and by factor. */
export interface CodedFactors {
  readonly rows: number;
  /** Values of each latent dimension, `[rows]` each. */
  readonly codes: readonly Float64Array[];
  /** Values of each factor, `[rows]` each. */
  readonly factors: readonly (Factor & { readonly column: Float64Array })[];
}

/**
 * @param codes `[rows, latent]`
 * @throws DataError for codes that are not finite floats, or factors that are not what they say
 * @throws ShapeError for codes and factors of other numbers of rows, or fewer than two rows
 */
export function codedFactors(codes: Float32Array, truth: GroundTruth): CodedFactors {
  const { factors, values } = isRecord(truth) ? (truth as unknown as GroundTruth) : {};
  if (!Array.isArray(factors) || factors.length === 0 || arrayName(values) === undefined) {
    throw new DataError(`expected the truth as { factors, values }, got ${shown(truth)}`);
  }
  const rows = (values as Uint8Array).length / factors.length;
  const latent = codes?.length / rows;
  if (arrayName(codes) !== 'Float32Array' || !codes.every(Number.isFinite)) {
    throw new DataError('codes must be a Float32Array of finite values, such as the mu of encode');
  }
  if (!isWholeNumber(rows, 2) || !isWholeNumber(latent, 1)) {
    throw new ShapeError(
      `codes and values must have the same number of rows, at least two; got ${codes.length} codes ` +
        `and ${(values as Uint8Array).length} values of ${factors.length} factors`,
    );
  }
  const columnOf = (of: ArrayLike<number>, width: number, column: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => of[row * width + column] as number);
  return {
    rows,
    codes: Array.from({ length: latent }, (_, j) => columnOf(codes, latent, j)),
    factors: factors.map((factor: Factor, k) => {
      const column = columnOf(values as Uint8Array, factors.length, k);
      const wrong = column.find((value) => !(value < factor.values));
      if (wrong === undefined) return { ...factor, column };
      throw new DataError(
        `a value of the factor "${factor.name}" is ${wrong}; it has ${shown(factor.values)} values, from 0`,
      );
    }),
  };
}
