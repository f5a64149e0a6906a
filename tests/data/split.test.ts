import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Dataset, toDataset } from '../../src/data/dataset.ts';
import { intensityAt } from '../../src/data/intensityAt.ts';
import { sparseRows } from '../../src/data/sparseRows.ts';
import { splitRows } from '../../src/data/split.ts';
import { type FieldData, hostRowsOf, type Table } from '../../src/data/table.ts';
import { ConfigError } from '../../src/errors.ts';

/**
 * Rows (i, i + 0.5) with labels i, so that a row reveals its number; another field holds i twice.
 */
function numbered(rows: number): Table {
  const values = Float32Array.from({ length: 2 * rows }, (_, i) => Math.floor(i / 2) + (i % 2) / 2);
  const numbers = Uint32Array.from({ length: rows }, (_, i) => i);
  const fields = new Map<string, FieldData>([
    ['x', toDataset(values, 2, 'rows', Uint8Array.from(numbers))],
    ['number', toDataset(numbers, 1, 'numbers')],
    ['sparse', sparseRows({ offsets: [...numbers, rows], columns: numbers, width: rows })],
  ]);
  return { name: 'rows', rows, fields };
}

/** The row numbers, which all fields must agree on. */
function numbersOf(table: Table): number[] {
  const { labels } = hostRowsOf(table, 'x') as Dataset;
  expect([...hostRowsOf(table, 'number').data]).toEqual([...(labels ?? [])]);
  return [...(labels ?? [])];
}

test('every row goes to one part, whole and with its label', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 }),
      fc.double({ min: 0.01, max: 0.6, noNaN: true }),
      fc.nat(1000),
      (rows, fraction, seed) => {
        const held = Math.max(1, Math.round(fraction * rows));
        fc.pre(held < rows);
        const { train, validation } = splitRows(numbered(rows), fraction, seed);
        expect(validation.rows).toBe(held);
        for (const part of [train, validation]) {
          const numbers = numbersOf(part);
          const { data } = hostRowsOf(part, 'x');
          expect([...data]).toEqual(numbers.flatMap((number) => [number, number + 0.5]));
          const sparse = hostRowsOf(part, 'sparse');
          for (const [row, number] of numbers.entries()) {
            expect(intensityAt(sparse, row, number)).toBe(1);
          }
        }
        const all = [...numbersOf(train), ...numbersOf(validation)];
        expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i));
      },
    ),
  );
});

test('depends on the seed, and is no end of the data', () => {
  const heldBy = (seed: number) => numbersOf(splitRows(numbered(100), 0.2, seed).validation);
  expect(heldBy(1)).toEqual(heldBy(1));
  expect(heldBy(1)).not.toEqual(heldBy(2));
  expect(Math.min(...heldBy(1))).toBeLessThan(50);
});

test.each([0, 1, -0.1, Number.NaN])('a share of %f is refused', (fraction) => {
  expect(() => splitRows(numbered(10), fraction, 1)).toThrow(ConfigError);
});

test('a share that leaves nothing to train on is refused', () => {
  expect(() => splitRows(numbered(3), 0.9, 1)).toThrow(/leaves none to train on/);
});
