import { DataError } from '../errors.ts';
import { streams } from '../random/streams.ts';
import type { Dataset } from './dataset.ts';
import { itemsOf, keepItems } from './items.ts';
import { permutation } from './permutation.ts';
import type { SparseRows } from './sparseRows.ts';

/** How items are hidden. */
interface Hiding {
  /** Share of a row's items, rounded down but at least one. */
  readonly share: number;
  readonly seed: number;
}

/** Rows in two parts: what is given of them, and what is to be found. */
interface HiddenItems<Rows> {
  readonly input: Rows;
  readonly target: Rows;
}

/**
 * Hides items of each row: values that are not zero.
 * @param numbers of the rows in the data that they come from, which address the draws; by default their own
 * @throws DataError for a row with fewer than two items
 */
export function hideItems<Rows extends Dataset | SparseRows>(
  rows: Rows,
  hiding: Hiding,
  numbers: ArrayLike<number> = Array.from({ length: rows.rows }, (_, row) => row),
): HiddenItems<Rows> {
  const hidden = Array.from({ length: rows.rows }, (_, row) => {
    const columns = itemsOf(rows, row);
    const places = placesToHide(columns.length, numbers[row] ?? row, rows.name, hiding);
    return new Set(Array.from(places, (place) => columns[place] as number));
  });
  const isHidden = (row: number, column: number): boolean => hidden[row]?.has(column) ?? false;
  return {
    input: keepItems(rows, `${rows.name} input`, (row, column) => !isHidden(row, column)),
    target: keepItems(rows, `${rows.name} target`, isHidden),
  };
}

/**
 * A random choice among the items of one row, which does not depend on other rows.
 * @param count the row's items
 * @param name of the data, in messages
 * @returns places among these items
 * @throws DataError for fewer than two items
 */
function placesToHide(
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
