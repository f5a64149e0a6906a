import { compressedRows } from '../../data/compressedRows.ts';
import { type SparseRows, sparseRows } from '../../data/sparseRows.ts';

/**
 * The columns whose values differ most from row to row, in rising order: those with the greatest variances of log(1 + x),
 * where every row is first scaled to the median total.
 */
export function variableColumns(rows: SparseRows, most: number): Uint32Array {
  const { offsets, columns, values, width } = compressedRows(rows);
  const totals = new Float64Array(rows.rows);
  for (let row = 0; row < rows.rows; row++) {
    for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++) {
      totals[row] = (totals[row] as number) + (values[i] as number);
    }
  }
  const median = totals.slice().sort()[rows.rows >> 1] as number;
  const [sums, squares] = [new Float64Array(width), new Float64Array(width)];
  for (let row = 0; row < rows.rows; row++) {
    // A row without counts may hold zeros.
    const total = totals[row] as number;
    const scale = total === 0 ? 0 : median / total;
    for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++) {
      const column = columns[i] as number;
      const value = Math.log1p((values[i] as number) * scale);
      sums[column] = (sums[column] as number) + value;
      squares[column] = (squares[column] as number) + value ** 2;
    }
  }
  const variances = squares.map((square, column) => {
    const mean = (sums[column] as number) / rows.rows;
    return square / rows.rows - mean ** 2;
  });
  const order = Uint32Array.from(variances.keys()).sort(
    (a, b) => (variances[b] as number) - (variances[a] as number) || a - b,
  );
  return order.subarray(0, most).sort();
}

/** Copies of chosen columns, in the order given. */
export function takeColumns(rows: SparseRows, chosen: ArrayLike<number>): SparseRows {
  const { offsets, columns, values } = compressedRows(rows);
  const placeOf = new Map(Array.from(chosen, (column, place) => [column, place]));
  const own = { offsets: [0], columns: [] as number[], values: [] as number[] };
  for (let row = 0; row < rows.rows; row++) {
    const entries: [place: number, value: number][] = [];
    for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++) {
      const place = placeOf.get(columns[i] as number);
      if (place !== undefined) entries.push([place, values[i] as number]);
    }
    for (const [place, value] of entries.sort(([a], [b]) => a - b)) {
      own.columns.push(place);
      own.values.push(value);
    }
    own.offsets.push(own.columns.length);
  }
  return sparseRows({ ...own, width: chosen.length }, rows.name);
}
