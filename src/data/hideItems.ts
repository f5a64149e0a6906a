import { DataError } from '../errors.ts';
import { streams } from '../random/streams.ts';
import { permutation } from './permutation.ts';
import { type SparseRows, sparseRows } from './sparseRows.ts';
import { entriesOf } from './sparseValues.ts';

/** How items are hidden. */
interface Hiding {
  /** Share of a row's items, rounded down but at least one. */
  readonly share: number;
  readonly seed: number;
}

/** Rows in two parts: what is given of them, and what is to be found. */
interface HiddenItems {
  readonly input: SparseRows;
  readonly target: SparseRows;
}

/**
 * Hides items of each row.
 * @param numbers of the rows in the data that they come from, which address the draws; by default their own
 * @throws DataError for a row with fewer than two items
 */
export function hideItems(
  rows: SparseRows,
  { share, seed }: Hiding,
  numbers: ArrayLike<number> = Array.from({ length: rows.rows }, (_, row) => row),
): HiddenItems {
  const [input, target] = [new Compressed(), new Compressed()];
  for (let row = 0; row < rows.rows; row++) {
    const entries = [...entriesOf(rows, row)];
    const hidden = new Set(
      placesToHide(entries.length, numbers[row] ?? row, rows.name, { share, seed }),
    );
    for (const [place, entry] of entries.entries()) (hidden.has(place) ? target : input).add(entry);
    input.endRow();
    target.endRow();
  }
  const { columns: width, name } = rows;
  return {
    input: sparseRows({ ...input, width }, `${name} input`),
    target: sparseRows({ ...target, width }, `${name} target`),
  };
}

/**
 * A random choice among the items of one row, which does not depend on other rows.
 * @param count the row's items
 * @param name of the data, in messages
 * @returns places among these items
 * @throws DataError for fewer than two items
 */
export function placesToHide(
  count: number,
  row: number,
  name: string,
  { share, seed }: Hiding,
): Uint32Array {
  if (count < 2) {
    throw new DataError(
      `holdOut: row ${row} of ${name} has ${count} items, at least 2 are needed ` +
        'to have one to find and one to go by; leave such rows out of the data first',
    );
  }
  const order = permutation(count, seed, row, streams.holdOutItems);
  return order.subarray(0, Math.max(1, Math.floor(share * count)));
}

/** Compressed rows that grow entry by entry. */
class Compressed {
  readonly offsets = [0];
  readonly columns: number[] = [];
  readonly values: number[] = [];

  add([column, value]: readonly [column: number, value: number]): void {
    this.columns.push(column);
    this.values.push(value);
  }

  endRow(): void {
    this.offsets.push(this.columns.length);
  }
}
