import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dataset, toDataset } from '../../src/data/dataset.ts';
import { holdOut } from '../../src/data/holdOut.ts';
import { type SparseRows, sparseRows } from '../../src/data/sparseRows.ts';
import { ConfigError, DataError } from '../../src/errors.ts';

const COLUMNS = 12;

/** Rows of 2 to 12 items whose values identify row and item, so that any mix-up is detected. */
const tables = fc
  .array(fc.uniqueArray(fc.nat(COLUMNS - 1), { minLength: 2, maxLength: COLUMNS }), {
    minLength: 2,
    maxLength: 9,
  })
  .map((rows) => {
    const data = new Float32Array(rows.length * COLUMNS);
    for (const [row, items] of rows.entries()) {
      for (const item of items) data[row * COLUMNS + item] = row * COLUMNS + item + 1;
    }
    return toDataset(data, COLUMNS, 'table');
  });
const word = fc.integer({ min: 0, max: 0xffffffff });
const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const rowOf = (data: Float32Array | Uint8Array, row: number) =>
  data.subarray(row * COLUMNS, (row + 1) * COLUMNS);
const items = (row: Float32Array | Uint8Array) => row.filter((value) => value !== 0).length;

function sparseOf({ data, rows }: Pick<Dataset, 'data' | 'rows'>): SparseRows {
  const entries = [...data.entries()].filter(([, value]) => value !== 0);
  return sparseRows({
    offsets: Array.from(
      { length: rows + 1 },
      (_, row) => entries.filter(([at]) => at < row * COLUMNS).length,
    ),
    columns: entries.map(([at]) => at % COLUMNS),
    values: entries.map(([, value]) => value),
    width: COLUMNS,
  });
}

describe('holdOut', () => {
  it('leaks nothing and loses nothing', () => {
    fc.assert(
      fc.property(tables, word, share, fc.nat(), (data, seed, share, some) => {
        const rows = 1 + (some % (data.rows - 1));
        const split = holdOut(data, { rows, share, seed });
        const both = [...split.trainRows, ...split.heldOutRows].sort((a, b) => a - b);
        expect(both).toEqual(Array.from({ length: data.rows }, (_, row) => row));
        expect(split.heldOutRows.length).toBe(rows);

        for (const [place, row] of split.trainRows.entries()) {
          expect(rowOf(split.train.data, place)).toEqual(rowOf(data.data, row));
        }
        for (const [place, row] of split.heldOutRows.entries()) {
          const [input, target] = [split.input, split.target].map((part) =>
            rowOf(part.data, place),
          ) as [Float32Array, Float32Array];
          expect(input.filter((value, item) => value !== 0 && target[item] !== 0)).toHaveLength(0);
          expect(input.map((value, item) => value + (target[item] as number))).toEqual(
            rowOf(data.data, row),
          );
          const all = items(input) + items(target);
          expect(items(target)).toBe(Math.max(1, Math.floor(share * all)));
        }
      }),
    );
  });

  it('splits sparse rows as their dense form', () => {
    fc.assert(
      fc.property(tables, word, share, (data, seed, share) => {
        const split = holdOut(data, { rows: 1, share, seed });
        const sparse = holdOut(sparseOf(data), { rows: 1, share, seed });
        expect(sparse.trainRows).toEqual(split.trainRows);
        expect(sparse.heldOutRows).toEqual(split.heldOutRows);
        for (const part of ['train', 'input', 'target'] as const) {
          expect(sparse[part].data).toEqual(sparseOf(split[part]).data);
          expect(sparse[part].columns).toBe(COLUMNS);
        }
      }),
    );
  });

  const square = toDataset(new Uint8Array(40 * 40).fill(1), 40, 'square');

  it('is a function of its arguments and differs between seeds', () => {
    const first = holdOut(square, { rows: 8, seed: 5 });
    expect(holdOut(square, { rows: 8, seed: 5 })).toEqual(first);
    const other = holdOut(square, { rows: 8, seed: 6 });
    expect(other.heldOutRows).not.toEqual(first.heldOutRows);
    expect(other.target.data).not.toEqual(first.target.data);
    expect(first.target.data).toBeInstanceOf(Uint8Array);
  });

  it('hides other items in every row', () => {
    const { target } = holdOut(square, { rows: 20 });
    const hidden = Array.from({ length: 20 }, (_, row) =>
      target.data.subarray(row * 40, (row + 1) * 40).join(),
    );
    expect(new Set(hidden).size).toBe(20);
  });

  it.each([
    [{ rows: 0 }, 'rows must be a whole number from 1 to 39'],
    [{ rows: 40 }, 'rows must be'],
    [{ rows: 2, share: 0 }, 'share must be a number between 0 and 1'],
    [{ rows: 2, share: Number.NaN }, 'share must be'],
    [{ rows: 2, seed: -1 }, 'seed must be'],
  ])('refuses %o', (options, message) => {
    const attempt = () => holdOut(square, options);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
  });

  it('refuses a row that has nothing to go by', () => {
    const lone = toDataset(Float32Array.from([1, 0, 0, 1]), 2, 'lone');
    expect(() => holdOut(lone, { rows: 1 })).toThrow(DataError);
    expect(() => holdOut(lone, { rows: 1 })).toThrow('has 1 items, at least 2');
  });
});
