import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readCsv } from '../../../demo/src/data/files/csv.ts';
import { DataError } from '../../../src/errors.ts';

/** Sixteen pixels that begin with `first`. */
const pixels = (first: number, ...others: number[]) =>
  Array.from({ length: 16 }, (_, i) => (i === 0 ? first : (others[i - 1] ?? 0)));
const line = (...fields: (number | string | (number | string)[])[]) => fields.flat().join(',');
const names = Array.from({ length: 16 }, (_, i) => `pixel${i}`);

it('reads any rows of bytes back, with or without labels, header and last line end', () => {
  const rows = fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), { minLength: 1 });
  const shape = fc.record({
    labels: fc.constantFrom('none', 'first', 'last'),
    header: fc.boolean(),
    newline: fc.constantFrom('\n', '\r\n'),
    separator: fc.constantFrom(',', ';', '\t'),
    ended: fc.boolean(),
  });
  fc.assert(
    fc.property(rows, shape, (images, { labels, header, newline, separator, ended }) => {
      const place = (label: string, fields: readonly (string | number)[]) => {
        if (labels === 'none') return fields;
        return labels === 'first' ? [label, ...fields] : [...fields, label];
      };
      const lines = images.map((image, i) => place(String(i % 3), [...image]));
      // Without a header, the label column is found by the rules that are tested below.
      if (header || labels !== 'none') lines.unshift(place('label', names));
      const text = lines.map((fields) => fields.join(separator)).join(newline);
      const { stack, skipped } = readCsv('a.csv', ended ? text + newline : text);
      expect(Array.from(stack.values)).toEqual(images.flatMap((image) => [...image]));
      expect(skipped).toEqual([]);
      const expected = images.map((_, i) => String(i % 3));
      expect(stack.labels).toEqual(
        labels !== 'none' && new Set(expected).size > 1 ? expected : undefined,
      );
    }),
  );
});

describe('the column that is no pixel', () => {
  test.each([
    ['first', [line(7, pixels(200)), line(3, pixels(100, 9))], ['7', '3']],
    [
      'last, where the first is constant',
      [line(pixels(0, 5), 1), line(pixels(0, 9), 2)],
      ['1', '2'],
    ],
    [
      'last, where it holds words',
      [line(pixels(5), 'cat'), line(pixels(6), 'dog')],
      ['cat', 'dog'],
    ],
    ['quoted', [line('"7"', pixels(20)), line('"8"', pixels(30))], ['7', '8']],
    [
      'in the middle, by the header',
      [
        line('a', 'Class', names.slice(1)),
        line(50, 'x', pixels(1, 2).slice(1)),
        line(60, 'y', pixels(1, 3).slice(1)),
      ],
      ['x', 'y'],
    ],
  ])('%s', (_, lines, labels) => {
    const { stack } = readCsv('a.csv', lines.join('\n'));
    expect(stack).toMatchObject({ count: 2, width: 4, height: 4, labels });
    expect(stack.values).toHaveLength(32);
  });

  it('labels nothing where it numbers the rows', () => {
    const lines = Array.from({ length: 300 }, (_, row) => line(row, pixels(9, 8)));
    const { stack } = readCsv('a.csv', lines.join('\n'));
    expect(stack.labels).toBeUndefined();
    expect(Array.from(stack.values).slice(0, 16)).toEqual(pixels(9, 8));
  });
});

describe('tables that pandas wrote', () => {
  const numbers = Array.from({ length: 16 }, (_, i) => i);
  const images = Array.from({ length: 30 }, (_, row) => pixels(40 + (row % 7), row));
  const expected = images.flat();

  test.each([
    ['columns that are numbered', [line(numbers), ...images.map((image) => line(image))]],
    [
      'an index, and columns that are numbered',
      [line('', numbers), ...images.map((image, row) => line(row, image))],
    ],
    [
      'an index, and columns with names',
      [line('', names), ...images.map((image, row) => line(row, image))],
    ],
  ])('%s', (_, lines) => {
    const { stack, skipped } = readCsv('a.csv', lines.join('\n'));
    expect(Array.from(stack.values)).toEqual(expected);
    expect(stack.labels).toBeUndefined();
    expect(skipped).toEqual([]);
  });

  const labels = images.map((_, row) => String(row % 3));
  test.each([
    [
      'an index and a label',
      [line('', names, 'label'), ...images.map((image, row) => line(row, image, row % 3))],
      labels,
    ],
    ['a label in the last column', images.map((image, row) => line(image, row % 3)), labels],
    ['row numbers alone', images.map((image, row) => line(row, image)), undefined],
  ])('%s', (_, lines, found) => {
    const { stack } = readCsv('a.csv', lines.join('\n'));
    expect(stack.labels).toEqual(found);
    expect(Array.from(stack.values)).toEqual(expected);
  });
});

describe('bad lines', () => {
  it('are named by their number and left out', () => {
    const text = [
      line('label', names),
      line(1, pixels(10)),
      '',
      line(2, pixels(20), 5),
      line(3, pixels(30).slice(1), 'x'),
      line(4, pixels(40, 256)),
      line(5, pixels(50, -1)),
      line(6, pixels(60)).replace(',0,', ',,'),
      line(7, pixels(70)),
      line('', pixels(80)),
    ].join('\n');
    const { stack, skipped } = readCsv('data/a.csv', text);
    expect(stack.labels).toEqual(['1', '7']);
    expect(stack.values[16]).toBe(70);
    expect(skipped.at(-1)?.reason).toBe('1 more line was left out');
    expect(skipped.slice(0, 5)).toEqual(
      [
        'line 4: expected 17 fields, got 18',
        'line 5: column 17: expected a number from 0 to 255, got "x"',
        'line 6: column 3: expected a number from 0 to 255, got "256"',
        'line 7: column 3: expected a number from 0 to 255, got "-1"',
        'line 8: column 3: expected a number from 0 to 255, got ""',
      ].map((reason) => ({ name: 'data/a.csv', reason })),
    );
  });

  it('are counted after the first five', () => {
    const bad = Array.from({ length: 12 }, () => '1,2,3');
    const { skipped } = readCsv('a.csv', [line(pixels(1)), ...bad].join('\n'));
    expect(skipped).toHaveLength(6);
    expect(skipped[5]).toEqual({ name: 'a.csv', reason: '7 more lines were left out' });
  });

  it('include those whose last column turns out to be a pixel', () => {
    const lines = [line(1, pixels(10)), line(2, pixels(20)), line(3, pixels(30).slice(1), 900)];
    const { stack, skipped } = readCsv('a.csv', lines.join('\n'));
    expect(stack.labels).toEqual(['1', '2']);
    expect(skipped).toEqual([{ name: 'a.csv', reason: 'line 3: column 17 holds no intensity' }]);
  });
});

test.each([
  ['', 'it has no rows'],
  [line(names), 'it has no rows'],
  ['1,2,3\n4,5,6', 'its rows have 3 fields; expected a square number of pixels, such as 784'],
  [
    line(pixels(0).slice(1), 'x'),
    'none of its lines is usable: line 1: column 16: expected a number from 0 to 255, got "x"',
  ],
])('the text %j is refused', (text, message) => {
  expect(() => readCsv('a.csv', text)).toThrow(DataError);
  expect(() => readCsv('a.csv', text)).toThrow(message);
});
