import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseRows } from '../../../demo/src/data/files/chooseRows.ts';
import { makeSet } from '../../../demo/src/data/files/makeSet.ts';
import type { ImageStack } from '../../../demo/src/data/images/imageStack.ts';
import { DataError } from '../../../src/errors.ts';

/** Images of 2 x 2 with their number in the first three pixels. */
function numbered(count: number, labelOf?: (row: number) => string): ImageStack {
  const pixels = new Uint8Array(count * 4);
  for (let row = 0; row < count; row++)
    pixels.set([row >> 16, row >> 8, row, 255 - (row & 1)], 4 * row);
  const rows = Array.from({ length: count }, (_, row) => row);
  const labels = labelOf && rows.map(labelOf);
  return { name: 'a.npy', count, width: 2, height: 2, channels: 1, pixels, labels };
}

const numberOf = (data: ArrayLike<number>, row: number) =>
  ((data[4 * row] as number) << 16) |
  ((data[4 * row + 1] as number) << 8) |
  (data[4 * row + 2] as number);

const make = (train: ImageStack, test?: ImageStack, side = 2) =>
  makeSet({ name: 'set', train, test, skipped: [] }, side, () => undefined);

const numbers = ({ rows, data }: { rows: number; data: ArrayLike<number> }) =>
  Array.from({ length: rows }, (_, row) => numberOf(data, row));

describe('a set without a test set', () => {
  it('holds out a tenth: every image once, with its own label', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 400 }), (count) => {
        const set = make(numbered(count, (row) => `class ${row % 2}`));
        const held = Math.max(1, Math.round(count / 10));
        expect([set.train.rows, set.test.rows]).toEqual([count - held, held]);
        const all = [...numbers(set.train), ...numbers(set.test)].sort((a, b) => a - b);
        expect(all).toEqual(Array.from({ length: count }, (_, row) => row));
        expect(set.classes).toEqual(['class 0', 'class 1']);
        for (const part of [set.train, set.test]) {
          expect([...(part.labels ?? [])]).toEqual(numbers(part).map((number) => number % 2));
        }
      }),
    );
  });

  it('is the same every time, and no run of rows', () => {
    const held = numbers(make(numbered(100)).test);
    expect(numbers(make(numbered(100)).test)).toEqual(held);
    expect(held).not.toEqual([...held].sort((a, b) => a - b));
  });

  it('has at most 100,000 images, 10,000 of them held out, and says so', () => {
    const set = make(numbered(100_001));
    expect([set.train.rows, set.test.rows]).toEqual([90_000, 10_000]);
    expect(new Set([...numbers(set.train), ...numbers(set.test)]).size).toBe(100_000);
    expect(set.skipped).toEqual([
      { name: 'a.npy', reason: 'of its 100001 images a random 100000 were taken' },
    ]);
  });
});

it('keeps a test set that came with the data', () => {
  const set = make(
    numbered(5, (row) => String(row)),
    numbered(3, () => '9'),
  );
  expect(numbers(set.train)).toEqual([0, 1, 2, 3, 4]);
  expect(numbers(set.test)).toEqual([0, 1, 2]);
  // The same numbering for both parts.
  expect(set.classes).toEqual(['0', '1', '2', '3', '4', '9']);
  expect([...(set.test.labels ?? [])]).toEqual([5, 5, 5]);
});

it('takes 10,000 of a larger test set', () => {
  const set = make(numbered(2), numbered(10_500));
  expect([set.train.rows, set.test.rows]).toEqual([2, 10_000]);
  expect(set.skipped[0]?.reason).toBe('of its 10500 images a random 10000 were taken');
});

it('resizes, and reports every image', () => {
  const shares: number[] = [];
  const joined = { name: 'set', train: numbered(4), skipped: [] };
  const set = makeSet(joined, 6, (share) => shares.push(share));
  expect([set.width, set.height, set.train.columns, set.train.data.length]).toEqual([
    6, 6, 36, 108,
  ]);
  expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
});

describe('what is left out', () => {
  it('is every image of a single colour', () => {
    const stack = numbered(6);
    stack.pixels.fill(77, 4, 12);
    const set = make(stack);
    expect([...numbers(set.train), ...numbers(set.test)].sort()).toEqual([0, 3, 4, 5]);
    expect(set.skipped).toEqual([
      { name: 'a.npy', reason: '2 of its images show a single colour' },
    ]);
  });

  it('are labels of one class, or of too many', () => {
    for (const labelOf of [() => 'x', String]) {
      const set = make(numbered(300, labelOf));
      expect(set.classes).toBeUndefined();
      expect(set.train.labels).toBeUndefined();
      expect(set.skipped[0]?.reason).toContain('expected 2 to 256 different ones');
    }
  });

  it('may not be all: two images are needed', () => {
    expect(() => make(numbered(1))).toThrow(DataError);
    expect(() => make(numbered(1))).toThrow('set: expected at least 2 images');
    const grey = numbered(5);
    grey.pixels.fill(3);
    expect(() => make(grey)).toThrow('to test on, got 0');
  });
});

it('chooses as many different rows as asked for', () => {
  fc.assert(
    fc.property(fc.nat({ max: 300 }), fc.nat({ max: 300 }), (count, limit) => {
      const rows = [...chooseRows(count, limit)];
      expect(new Set(rows).size).toBe(Math.min(count, limit));
      expect(rows).toEqual(rows.toSorted((a, b) => a - b));
      expect(rows.every((row) => row < count)).toBe(true);
    }),
  );
});
