import { DataError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import type { Dataset } from './dataset.ts';
import type { SparseRows } from './sparseRows.ts';

/** The values that a likelihood is defined for, both ends included. */
export interface Domain {
  /** -∞ by default */
  readonly least?: number;
  /** ∞ by default */
  readonly most?: number;
}

/** Shares and probabilities. */
export const SHARES: Domain = { least: 0, most: 1 };

/** Counts, which may be weighted. */
export const COUNTS: Domain = { least: 0 };

/** The domain of a field, and who asks for it. */
export interface FieldDomain extends Domain {
  /** For messages: `the likelihood "bernoulli"`. */
  readonly of: string;
  /** The domain applies to that many columns from the first; all by default. */
  readonly columns?: number;
}

/** Scaling and interpolating leave rounding errors, such as 1.0000001, which do no harm. */
const TOLERANCE = 1e-6;

/**
 * Checks that all values are finite and in the domain. Arrays of whole numbers are not read: their
 * values are finite, and as intensities they are shares.
 * @throws DataError naming the first other value, its row and its column
 */
export function assertDomain(field: Dataset<DType> | SparseRows, domain?: FieldDomain): void {
  const bounds = boundsOf(field, domain);
  const wrong = field.dtype === 'sparse' ? firstOfSparse(field, bounds) : firstOf(field, bounds);
  if (wrong) throw outsideError(field.name, wrong, domain);
}

/** The bounds of a field's values, finite and with a tolerance. */
export function boundsOf(
  field: { readonly columns: number },
  { least = -Infinity, most = Infinity, columns = field.columns }: Partial<FieldDomain> = {},
): Bounds {
  return {
    least: Math.max(-LARGEST, least - TOLERANCE),
    most: Math.min(LARGEST, most + TOLERANCE),
    columns,
  };
}

/** The error for a value outside of its domain, or one that is not finite. */
export function outsideError(
  name: string,
  { value, row, column }: Wrong,
  { least = -Infinity, most = Infinity, of }: Partial<FieldDomain> = {},
): DataError {
  const place = `${name}: ${value} in row ${row}, column ${column}`;
  if (!Number.isFinite(value)) {
    return new DataError(
      `${place}: all values must be finite; remove or replace those that are not`,
    );
  }
  const range = most === Infinity ? `at least ${least}` : `from ${least} to ${most}`;
  return new DataError(
    `${place}: ${of} takes values ${range}; scale the data, or choose another likelihood, such as ` +
      '"gaussian" for real values',
  );
}

/** Largest finite f32. */
const LARGEST = (2 - 2 ** -23) * 2 ** 127;

/** A value outside of its domain, and where it stands. */
export interface Wrong {
  readonly value: number;
  readonly row: number;
  readonly column: number;
}

/** Bounds of the first `columns` columns of a row. The others need only be finite. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly columns: number;
}

function firstOf(
  { data, dtype, columns }: Dataset<DType>,
  { least, most, columns: bounded }: Bounds,
): Wrong | undefined {
  if (dtype !== 'f32') return undefined;
  const found = (index: number): Wrong => ({
    value: data[index] as number,
    row: Math.floor(index / columns),
    column: index % columns,
  });
  if (bounded === columns) {
    const index = firstOutside(data as Float32Array, least, most);
    return index < 0 ? undefined : found(index);
  }
  for (let start = 0; start < data.length; start += columns) {
    const row = data.subarray(start, start + columns) as Float32Array;
    const index = firstOutside(row.subarray(0, bounded), least, most);
    if (index >= 0) return found(start + index);
    const other = firstOutside(row.subarray(bounded), -LARGEST, LARGEST);
    if (other >= 0) return found(start + bounded + other);
  }
  return undefined;
}

/** Index of the first value outside the bounds, NaN included; -1 if there is none. */
function firstOutside(values: Float32Array, least: number, most: number): number {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= least && value <= most)) return i;
  }
  return -1;
}

function firstOfSparse(
  { data, rows }: SparseRows,
  { least, most, columns }: Bounds,
): Wrong | undefined {
  const values = new Float32Array(data.buffer, data.byteOffset, data.length);
  for (let row = 0; row < rows; row++) {
    const end = data[row + 1] as number;
    for (let word = data[row] as number; word < end; word += 2) {
      const column = data[word] as number;
      const value = values[word + 1] as number;
      const inside =
        column < columns ? value >= least && value <= most : Math.abs(value) <= LARGEST;
      if (!inside) return { value, row, column };
    }
  }
  return undefined;
}
