import { assertInRange, SEED } from '../checks.ts';
import type { DType } from '../graph/tensor.ts';
import { streams } from '../random/streams.ts';
import { threefry2x32 } from '../random/threefry.ts';
import { assertDataset, type Dataset } from './dataset.ts';
import { pickRows } from './pickRows.ts';
import { assertSparse, type SparseRows } from './sparseRows.ts';
import { takeSparseRows } from './sparseValues.ts';

/**
 * As many rows as there are, drawn with replacement: about 63 % of them, some repeatedly. Models of several such
 * data sets differ as those of other data from the same source would. Shares no memory with the original.
 * Source: Efron, "Bootstrap methods: another look at the jackknife", 1979.
 *
 * @param seed the same seed draws the same rows
 * @throws ConfigError for a seed that is none
 * @throws DataError for anything but a data set
 */
export function bootstrap<Rows extends Dataset<DType> | SparseRows>(data: Rows, seed: number): Rows;
export function bootstrap(
  data: Dataset<DType> | SparseRows,
  seed: number,
): Dataset<DType> | SparseRows {
  assertInRange('seed', SEED, seed);
  if (data?.dtype === 'sparse') assertSparse(data);
  else assertDataset(data);
  const drawn = Uint32Array.from({ length: data.rows }, (_, i) => {
    const [word] = threefry2x32(seed, streams.bootstrap, i, 0);
    return Math.floor((word / 2 ** 32) * data.rows);
  });
  return data.dtype === 'sparse' ? takeSparseRows(data, drawn) : pickRows(data, drawn);
}
