import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compressedRows } from '../../src/data/compressedRows.ts';
import { intensityAt } from '../../src/data/intensityAt.ts';
import { type CompressedRows, type SparseRows, sparseRows } from '../../src/data/sparseRows.ts';
import { takeSparseRows, writeSparseRow } from '../../src/data/sparseValues.ts';
import { assertSound } from '../../src/data/table.ts';
import { DataError, ShapeError } from '../../src/errors.ts';

/** Dense rows, and the same rows compressed. */
const matrices = fc
  .record({ rows: fc.integer({ min: 1, max: 6 }), width: fc.integer({ min: 1, max: 9 }) })
  .chain(({ rows, width }) => {
    const value = fc.oneof(fc.constant(0), fc.integer({ min: -9, max: 9 }));
    return fc.array(fc.array(value, { minLength: width, maxLength: width }), {
      minLength: rows,
      maxLength: rows,
    });
  });

function compressed(dense: readonly (readonly number[])[]): CompressedRows {
  const entries = dense.map((row) => [...row.entries()].filter(([, value]) => value !== 0));
  const offsets = [0];
  for (const row of entries) offsets.push((offsets.at(-1) ?? 0) + row.length);
  const all = entries.flat();
  return {
    offsets,
    columns: all.map(([column]) => column),
    values: all.map(([, value]) => value),
    width: dense[0]?.length ?? 0,
  };
}

test('every value is found again, in rows and one by one, in any choice of rows', () => {
  fc.assert(
    fc.property(matrices, fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), (dense, picks) => {
      const chosen = picks.map((pick) => pick % dense.length);
      const taken = takeSparseRows(sparseRows(compressed(dense)), chosen, 'taken');
      expect(taken).toMatchObject({ name: 'taken', rows: chosen.length });
      assertSound(taken);
      const { columns } = taken;
      const into = new Float32Array(columns + 2).fill(7);
      for (const [row, pick] of chosen.entries()) {
        writeSparseRow(taken, row, into, 1);
        expect([...into]).toEqual([7, ...(dense[pick] ?? []).map((value) => value + 0), 7]);
        for (let column = 0; column < columns; column++) {
          expect(intensityAt(taken, row, column)).toBe(into[column + 1]);
        }
      }
    }),
  );
});

test('compressed rows go there and back', () => {
  fc.assert(
    fc.property(matrices, (dense) => {
      const given = compressed(dense);
      const { offsets, columns, values, width } = compressedRows(sparseRows(given));
      expect({
        offsets: [...offsets],
        columns: [...columns],
        values: [...values],
        width,
      }).toEqual(given);
    }),
  );
  expect(() => compressedRows(new Uint32Array(3) as unknown as SparseRows)).toThrow(DataError);
});

test('entries without values are ones', () => {
  const rows = sparseRows({ offsets: [0, 2, 2], columns: [0, 3], width: 4 });
  const into = new Float32Array(4);
  writeSparseRow(rows, 0, into, 0);
  expect([...into]).toEqual([1, 0, 0, 1]);
  writeSparseRow(rows, 1, into, 0);
  expect([...into]).toEqual([0, 0, 0, 0]);
});

describe('what is no compressed matrix is refused', () => {
  const sound = { offsets: [0, 2, 3], columns: [0, 3, 1], values: [5, 6, 7], width: 4 };
  test.each<[string, Partial<CompressedRows>, new () => Error, RegExp]>([
    ['no width', { width: 0 }, ShapeError, /bags: width must be .* got 0/],
    ['no row', { offsets: [0], columns: [], values: [] }, DataError, /at least one row/],
    ['a value too few', { values: [5, 6] }, ShapeError, /each of the 3 columns, got 2 values/],
    ['offsets of other rows', { offsets: [0, 2, 4] }, ShapeError, /entries, 3, got 0 and 4/],
    ['offsets that fall', { offsets: [0, 4, 3] }, ShapeError, /offset 2 must be/],
    ['an offset between entries', { offsets: [0, 1.5, 3] }, ShapeError, /offset 1 must be/],
    ['offsets below 0', { offsets: [0, -1, 3] }, ShapeError, /offset 1 must be/],
    ['columns that fall', { columns: [3, 0, 1] }, DataError, /that rise, got 0 after 3; sort/],
    ['a column twice', { columns: [3, 3, 1] }, DataError, /got 3 after 3/],
    ['a column too far', { columns: [0, 4, 1] }, DataError, /row 0 .* below 4 .* got 4/],
    ['half a column', { columns: [0.5, 3, 1] }, DataError, /got 0.5 after none/],
  ])('%s', (_, wrong, type, message) => {
    const attempt = () => sparseRows({ ...sound, ...wrong }, 'bags');
    expect(attempt).toThrow(type);
    expect(attempt).toThrow(message);
  });

  test('rows that do not lie as they should', () => {
    const rows = sparseRows(sound, 'bags');
    expect(() => assertSound({ ...rows, rows: 3 })).toThrow(/bags: says it has 3 sparse rows/);
    expect(() => assertSound({ ...rows, data: new Uint32Array(4) })).toThrow(ShapeError);
  });
});
