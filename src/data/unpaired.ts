import { DataError, ShapeError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import { assertDataset, CONSTRUCTORS, type Dataset, toDataset } from './dataset.ts';
import { oneHotLabels } from './labels.ts';

/**
 * The rows of two data sets one after the other, and the domain of each row: what an `aligned` model is trained
 * on. No row has a partner in the other set, and the sets may have different numbers of rows.
 *
 * @returns `domain` `[rows, 2]`, one-hot: the first column is 1 for rows of the first set
 * @throws {DataError} for anything but two data sets of dense rows
 * @throws {ShapeError} when their rows have another length or element type
 */
export function unpaired<T extends DType>(
  first: Dataset<T>,
  second: Dataset<T>,
): { readonly data: Dataset<DType>; readonly domain: Float32Array } {
  assertDataset(first);
  assertDataset(second);
  for (const { dtype, name } of [first, second] as readonly { dtype: string; name: string }[]) {
    if (dtype !== 'sparse') continue;
    throw new DataError(`${name}: expected dense rows, got sparse ones; make them with toDataset`);
  }
  const { columns, dtype } = first as Dataset<DType>;
  if (second.columns !== columns || second.dtype !== dtype) {
    throw new ShapeError(
      `both sets must have rows of one kind: ${first.name} has ${columns} values of ${dtype} a row, ` +
        `${second.name} ${second.columns} of ${second.dtype}`,
    );
  }
  const data = new CONSTRUCTORS[dtype](first.data.length + second.data.length);
  data.set(first.data);
  data.set(second.data, first.data.length);
  const numbers = Array.from({ length: first.rows + second.rows }, (_, row) =>
    row < first.rows ? 0 : 1,
  );
  const all = toDataset(data, columns, `${first.name} and ${second.name}`);
  return { data: all, domain: oneHotLabels(numbers, 2) };
}
