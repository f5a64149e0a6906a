import { basename } from 'node:path';
import { ENTRY, valuesOf } from '../../data/sparseRows.ts';
import { DataError } from '../../errors.ts';
import type { LoadedCounts } from './countTable.ts';
import { isH5ad } from './h5ad.ts';

/** @throws DataError for a value below 0, or one that is not finite; names its cell and gene */
export function assertCounts({ rows, cells, genes }: LoadedCounts, path: string): void {
  const { data } = rows;
  const values = valuesOf(data);
  for (let word = rows.rows + 1; word < data.length; word += ENTRY) {
    const value = values[word + 1] as number;
    if (value >= 0 && value < Infinity) continue;
    const gene = genes[data[word] as number];
    const cell = cells[data.findIndex((start) => start > word) - 1];
    const hint = isH5ad(path)
      ? ": name the layer of the file that has them, such as layer: 'raw' (--layer raw)"
      : '';
    throw new DataError(
      `"${basename(path)}" has ${value} for the gene "${gene}" of the cell "${cell}", but counts are 0 or more${hint}`,
    );
  }
}
