import { isWholeNumber } from '../checks.ts';
import { DataError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import { kindOf } from './arrays.ts';
import { assertDataset, type Dataset, toDataset } from './dataset.ts';
import { pickRows } from './pickRows.ts';

/**
 * Copies of chosen rows with their labels, in the order given.
 *
 * @param rows numbers of rows that exist
 * @param name name of the new data set in messages
 * @throws {DataError} when `dataset` is none, or `rows` are not numbers of its rows
 * @throws {ShapeError} when the data set's sizes do not fit its data
 */
export function takeRows<T extends DType>(
  dataset: Dataset<T>,
  rows: ArrayLike<number>,
  name?: string,
): Dataset<T> {
  assertDataset(dataset);
  const { rows: count, dtype } = toDataset(dataset.data, dataset.columns, dataset.name);
  const list: ArrayLike<unknown> = Array.isArray(rows) || ArrayBuffer.isView(rows) ? rows : [rows];
  const wrong = Array.from(list).find((row) => !isWholeNumber(row, 0, count - 1));
  if (wrong === undefined && list === rows) {
    return pickRows({ ...(dataset as Dataset<T>), dtype: dtype as T }, rows, name);
  }
  throw new DataError(
    `takeRows: expected a list of row numbers from 0 to ${count - 1}, got ${kindOf(list === rows ? wrong : rows)}`,
  );
}
