import { isWholeNumber } from '../checks.ts';
import { DataError, ShapeError } from '../errors.ts';
import { type Dataset, toDataset } from './dataset.ts';

/**
 * Puts what is known of each row behind its values: rows `[x | condition]`, as a model takes them
 * whose `config.condition` is the condition's width. Labels stay; no memory is shared.
 *
 * @param condition [rows, width], row-major, of the kind of the data's values: a Uint8Array
 *   (values / 255) or a Float32Array (as they are)
 * @throws {DataError} when it is not of that kind
 * @throws {ShapeError} when it is not one row for each row of the data
 */
export function withCondition(dataset: Dataset, condition: Uint8Array | Float32Array): Dataset {
  const { name, rows, columns, dtype, data, labels } = dataset;
  const Kind = dtype === 'u8' ? Uint8Array : Float32Array;
  if (!(condition instanceof Kind)) {
    throw new DataError(
      `${name}: the condition of ${dtype} rows must be a ${Kind.name}, as their values are; ` +
        `convert it with ${Kind.name}.from(...) first`,
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
  return toDataset(whole, columns + width, name, labels);
}
