import type { DType } from '../graph/tensor.ts';
import { CONSTRUCTORS, type Dataset, toDataset } from './dataset.ts';

/**
 * Copies of chosen rows with their labels, in the order given.
 *
 * @param rows numbers of rows that exist
 * @param name name of the new data set in messages
 */
export function pickRows<T extends DType>(
  dataset: Dataset<T>,
  rows: ArrayLike<number>,
  name = dataset.name,
): Dataset<T> {
  const { columns, data, dtype, labels } = dataset;
  const taken = new CONSTRUCTORS[dtype](rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    taken.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
  }
  const classes = labels && Uint8Array.from(rows, (row) => labels[row] as number);
  const own = toDataset(taken, columns, name, classes) as Dataset<T>;
  return { ...own, ...(dataset.shape && { shape: dataset.shape }) };
}
