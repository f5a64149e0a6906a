import type { SparseRows } from '../data/sparseRows.ts';
import { takeSparseRows } from '../data/sparseValues.ts';
import { differentialExpression } from '../evaluation/expression/differentialExpression.ts';
import type { Points } from '../evaluation/points/points.ts';
import { oneHotLabels, type VAE } from '../index.ts';
import type { Comparison } from './expressionText.ts';

/** Codes of a group at least, as many as pairs are compared, so that a few draws do not decide. */
const CODES = 5000;

/** Cells, and the names of their genes and batches. */
interface Cells {
  readonly rows: SparseRows;
  readonly genes: readonly string[];
  readonly batches?: readonly string[];
}

/** Compares two groups of cells by the shares that a model decodes from several codes of each cell. */
export async function compareCells(
  model: Pick<VAE, 'encode' | 'decode'>,
  { rows, genes, batches }: Cells,
  { cells, others }: Pick<Comparison, 'cells' | 'others'>,
  options: { readonly change: number; readonly seed: number },
): Promise<Pick<Comparison, 'shares' | 'otherShares' | 'found'>> {
  const [own, other] = [repeated(cells), repeated(others)];
  const drawn = takeSparseRows(rows, [...other, ...own]);
  const { z } = await model.encode(drawn, { sample: true, seed: options.seed });
  // All cells as if they were of one batch, so that batches are no difference.
  const data = await model.decode(z, batches && oneHotLabels([0], batches.length));
  const columns = genes.length;
  const first: Points = { data: data.subarray(0, other.length * columns), columns };
  const second: Points = { data: data.subarray(other.length * columns), columns };
  return {
    shares: meansOf(second),
    otherShares: meansOf(first),
    found: differentialExpression(first, second, options),
  };
}

/** Each cell so often that there are enough codes, and one as often as another. */
const repeated = (cells: readonly number[]): readonly number[] =>
  Array.from({ length: Math.ceil(CODES / cells.length) }, () => cells).flat();

function meansOf({ data, columns }: Points): Float64Array {
  const sums = new Float64Array(columns);
  for (const [i, share] of data.entries()) {
    sums[i % columns] = (sums[i % columns] as number) + share;
  }
  return sums.map((sum) => (sum * columns) / data.length);
}
