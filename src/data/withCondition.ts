import { isRecord, isWholeNumber } from '../checks.ts';
import { DataError, ShapeError } from '../errors.ts';
import { kindOf, ownArray } from './arrays.ts';
import { assertDataset, type Dataset, toDataset } from './dataset.ts';
import { assertSparse, ENTRY, type SparseRows, valuesOf } from './sparseRows.ts';

/**
 * Appends a condition to each row: rows `[x | condition]` for a model whose `config.condition` is
 * the width of the condition. Keeps labels. Shares no memory with the original. Sparse rows stay sparse.
 *
 * @param given [rows, width], row-major, of the element type of the data: a Uint8Array (values
 *   / 255) or a Float32Array (not scaled)
 * @throws {DataError} when it has another type
 * @throws {ShapeError} when it does not have one row for each row of the data
 */
export function withCondition(dataset: Dataset, given: Uint8Array | Float32Array): Dataset;
export function withCondition(dataset: SparseRows, given: Float32Array): SparseRows;
export function withCondition(
  dataset: Dataset | SparseRows,
  given: Uint8Array | Float32Array,
): Dataset | SparseRows {
  const sparse = isRecord(dataset) && dataset.dtype === 'sparse';
  if (!sparse) assertDataset(dataset);
  else assertSparse(dataset as SparseRows);
  const { name, rows, dtype } = dataset;
  const Kind = dtype === 'u8' ? Uint8Array : Float32Array;
  const condition = ownArray(given);
  if (!(condition instanceof Kind)) {
    throw new DataError(
      `${name}: the condition of ${dtype} rows must be a ${Kind.name}, as their values are, got ` +
        `${kindOf(given)}; convert it with ${Kind.name}.from(...) first`,
    );
  }
  const width = condition.length / rows;
  if (!isWholeNumber(width, 1)) {
    throw new ShapeError(
      `${name}: a condition takes equally many values for each of the ${rows} rows, got ` +
        `${condition.length} in all`,
    );
  }
  return dataset.dtype === 'sparse'
    ? joinSparse(dataset, condition as Float32Array, width)
    : joinDense(dataset, condition, width);
}

function joinDense(
  { name, rows, columns, dtype, data, labels, shape }: Dataset,
  condition: Uint8Array | Float32Array,
  width: number,
): Dataset {
  const Kind = dtype === 'u8' ? Uint8Array : Float32Array;
  const whole = new Kind(rows * (columns + width));
  for (let row = 0; row < rows; row++) {
    const start = row * (columns + width);
    whole.set(data.subarray(row * columns, (row + 1) * columns), start);
    whole.set(condition.subarray(row * width, (row + 1) * width), start + columns);
  }
  const joined = toDataset(whole, columns + width, name, labels);
  return { ...joined, ...(shape && { shape }) };
}

function joinSparse(
  { name, rows, columns, data }: SparseRows,
  condition: Float32Array,
  width: number,
): SparseRows {
  const used = condition.reduce((count, value) => count + Number(value !== 0), 0);
  const whole = new Uint32Array(data.length + ENTRY * used);
  const values = valuesOf(whole);
  let end = rows + 1;
  whole[0] = end;
  for (let row = 0; row < rows; row++) {
    const own = data.subarray(data[row], data[row + 1]);
    whole.set(own, end);
    end += own.length;
    for (let i = 0; i < width; i++) {
      const value = condition[row * width + i] as number;
      if (value === 0) continue;
      whole[end] = columns + i;
      values[end + 1] = value;
      end += ENTRY;
    }
    whole[row + 1] = end;
  }
  return { name, rows, columns: columns + width, dtype: 'sparse', data: whole };
}
