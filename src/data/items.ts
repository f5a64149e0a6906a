import type { Dataset } from './dataset.ts';
import { type SparseRows, sparseRows } from './sparseRows.ts';
import { entriesOf } from './sparseValues.ts';

/** The columns of a row that have an item, a value that is not zero, in increasing order. */
export function itemsOf(rows: Dataset | SparseRows, row: number): readonly number[] {
  if (rows.dtype === 'sparse') return Array.from(entriesOf(rows, row), ([column]) => column);
  const columns: number[] = [];
  for (let column = 0; column < rows.columns; column++) {
    if (rows.data[row * rows.columns + column] !== 0) columns.push(column);
  }
  return columns;
}

/** A copy of the rows with those of their items that `keeps` answers true for. */
export function keepItems<Rows extends Dataset | SparseRows>(
  rows: Rows,
  name: string,
  keeps: (row: number, column: number) => boolean,
): Rows {
  return (rows.dtype === 'sparse' ? keepEntries : keepValues)(rows as never, name, keeps) as Rows;
}

function keepValues(rows: Dataset, name: string, keeps: Parameters<typeof keepItems>[2]): Dataset {
  const data = rows.data.slice();
  for (let row = 0; row < rows.rows; row++) {
    for (let column = 0; column < rows.columns; column++) {
      if (!keeps(row, column)) data[row * rows.columns + column] = 0;
    }
  }
  return { ...rows, name, data };
}

function keepEntries(
  rows: SparseRows,
  name: string,
  keeps: Parameters<typeof keepItems>[2],
): SparseRows {
  const offsets = [0];
  const columns: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rows.rows; row++) {
    for (const [column, value] of entriesOf(rows, row)) {
      if (!keeps(row, column)) continue;
      columns.push(column);
      values.push(value);
    }
    offsets.push(columns.length);
  }
  return sparseRows({ offsets, columns, values, width: rows.columns }, name);
}
