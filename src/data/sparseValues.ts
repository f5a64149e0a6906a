import { ENTRY, type SparseRows, valuesOf } from './sparseRows.ts';

/** Writes a row into `into`, including zeros. The row's columns start at index `start`. */
export function writeSparseRow(
  { columns, data }: SparseRows,
  row: number,
  into: Float32Array,
  start: number,
): void {
  into.fill(0, start, start + columns);
  const values = valuesOf(data);
  for (let word = data[row] as number; word < (data[row + 1] as number); word += ENTRY) {
    into[start + (data[word] as number)] = values[word + 1] as number;
  }
}

/** The columns of a row that are not zero, with their values. */
export function* entriesOf(
  { data }: Pick<SparseRows, 'data'>,
  row: number,
): Generator<readonly [column: number, value: number]> {
  const values = valuesOf(data);
  for (let word = data[row] as number; word < (data[row + 1] as number); word += ENTRY) {
    yield [data[word] as number, values[word + 1] as number];
  }
}

/** One value of a row; 0 if it has no entry. */
export function sparseValue({ data }: SparseRows, row: number, column: number): number {
  const first = data[row] as number;
  let low = 0;
  let high = ((data[row + 1] as number) - first) / ENTRY;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((data[first + ENTRY * middle] as number) < column) low = middle + 1;
    else high = middle;
  }
  const word = first + ENTRY * low;
  if (word >= (data[row + 1] as number) || data[word] !== column) return 0;
  return valuesOf(data)[word + 1] as number;
}

/**
 * Copies of chosen rows, in the order given.
 * @param rows numbers of rows that exist
 */
export function takeSparseRows(
  { data, ...rest }: SparseRows,
  rows: ArrayLike<number>,
  name = rest.name,
): SparseRows {
  const ends = new Uint32Array(rows.length + 1);
  let end = rows.length + 1;
  ends[0] = end;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    end += (data[row + 1] as number) - (data[row] as number);
    ends[i + 1] = end;
  }
  const taken = new Uint32Array(end);
  taken.set(ends);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    taken.set(data.subarray(data[row], data[row + 1]), ends[i] as number);
  }
  return { ...rest, name, rows: rows.length, data: taken };
}
