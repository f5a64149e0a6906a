import { isWholeNumber } from '../checks.ts';
import { DataError, ShapeError } from '../errors.ts';
import { kindOf, ownArray } from './arrays.ts';
import { assertDataset, type Dataset, toDataset } from './dataset.ts';

/**
 * Appends a condition to each row: rows `[x | condition]` for a model whose `config.condition` is
 * the width of the condition. Keeps labels. Shares no memory with the original.
 *
 * @param given [rows, width], row-major, of the element type of the data: a Uint8Array (values
 *   / 255) or a Float32Array (not scaled)
 * @throws {DataError} when it has another type
 * @throws {ShapeError} when it does not have one row for each row of the data
 */
export function withCondition(dataset: Dataset, given: Uint8Array | Float32Array): Dataset {
  assertDataset(dataset);
  const { name, rows, columns, dtype, data, labels } = dataset;
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
  const whole = new Kind(rows * (columns + width));
  for (let row = 0; row < rows; row++) {
    const start = row * (columns + width);
    whole.set(data.subarray(row * columns, (row + 1) * columns), start);
    whole.set(condition.subarray(row * width, (row + 1) * width), start + columns);
  }
  const joined = toDataset(whole, columns + width, name, labels);
  return { ...joined, ...(dataset.shape && { shape: dataset.shape }) };
}
