import { describe, expect, test } from 'vitest';
import { toDataset } from '../../src/data/dataset.ts';
import { expectedDtypes, type Field } from '../../src/data/field.ts';
import { intensityAt } from '../../src/data/intensityAt.ts';
import { sparseRows } from '../../src/data/sparseRows.ts';
import { asTable, hostRowsOf } from '../../src/data/table.ts';
import { takeTableRows } from '../../src/data/takeTableRows.ts';
import { ConfigError, DataError, ShapeError } from '../../src/errors.ts';

const PIXELS: Field = { name: 'pixels', dtypes: ['u8', 'f32'], shape: [2, 2, 1] };
const FIELDS: readonly Field[] = [
  PIXELS,
  { name: 'label', dtypes: ['u8', 'u16', 'u32'], shape: [], values: 10 },
  { name: 'tokens', dtypes: ['u16', 'u32'], shape: [3], values: 300, length: 'count' },
  { name: 'count', dtypes: ['u32'], shape: [], values: 4 },
];
const DATA = {
  pixels: Uint8Array.of(0, 51, 102, 255, 1, 2, 3, 4),
  label: Uint8Array.of(9, 0),
  tokens: Uint16Array.of(299, 1, 0, 7, 8, 9),
  count: Uint32Array.of(2, 3),
};

describe('rows by field', () => {
  test('become fields of as many rows, none of them copied', () => {
    const table = asTable(DATA, FIELDS);
    expect(table.rows).toBe(2);
    expect([...table.fields.keys()]).toEqual(['pixels', 'label', 'tokens', 'count']);
    const shapes = [...table.fields.values()].map(({ columns, dtype }) => [columns, dtype]);
    expect(shapes).toEqual([
      [4, 'u8'],
      [1, 'u8'],
      [3, 'u16'],
      [1, 'u32'],
    ]);
    for (const name of table.fields.keys()) {
      expect(hostRowsOf(table, name).data).toBe(DATA[name as keyof typeof DATA]);
    }
    expect(intensityAt(hostRowsOf(table, 'pixels'), 0, 1)).toBe(0.2);
  });

  test('may be data sets, and come in another order', () => {
    const tokens = toDataset(DATA.tokens, 3, 'words');
    const { count, label, pixels } = DATA;
    const table = asTable({ tokens, count, label, pixels }, FIELDS);
    expect(hostRowsOf(table, 'tokens')).toBe(tokens);
    expect([...table.fields.keys()]).toEqual(FIELDS.map(({ name }) => name));
  });

  test('are taken together', () => {
    const taken = takeTableRows(asTable(DATA, FIELDS), [1, 0, 1]);
    expect(taken.rows).toBe(3);
    const values = [...taken.fields.keys()].map((key) => [...hostRowsOf(taken, key).data]);
    expect(values).toEqual([
      [1, 2, 3, 4, 0, 51, 102, 255, 1, 2, 3, 4],
      [0, 9, 0],
      [7, 8, 9, 299, 1, 0, 7, 8, 9],
      [3, 2, 3],
    ]);
  });

  test.each<[string, Record<string, unknown>, new () => Error, RegExp]>([
    [
      'an unknown field',
      { ...DATA, labels: DATA.label },
      DataError,
      /no field "labels", did you mean "label"\?; its fields: pixels, label, tokens, count/,
    ],
    [
      'a name like none of them',
      { ...DATA, weight: DATA.label },
      DataError,
      /no field "weight"; its/,
    ],
    ['a missing field', { ...DATA, count: undefined }, DataError, /"count" is missing; this model/],
    [
      'fewer rows',
      { ...DATA, label: Uint8Array.of(1) },
      ShapeError,
      /"pixels" has 2, "label" has 1/,
    ],
    [
      'another type',
      { ...DATA, tokens: new Uint8Array(6) },
      DataError,
      /tokens: expected a Uint16Array or a Uint32Array, got Uint8Array/,
    ],
    [
      'half a row',
      { ...DATA, tokens: new Uint16Array(5) },
      ShapeError,
      /tokens: expected a multiple of 3 values/,
    ],
    [
      'rows of another length',
      { ...DATA, tokens: toDataset(new Uint16Array(8), 4, 'words') },
      ShapeError,
      /rows of 3 values as "tokens", words has rows of 4/,
    ],
    [
      'a class that there is not',
      { ...DATA, label: Uint8Array.of(9, 10) },
      DataError,
      /"label" takes whole numbers from 0 to 9, got 10 in row 1/,
    ],
    [
      'more tokens than places',
      { ...DATA, count: Uint32Array.of(2, 5) },
      DataError,
      /"count" takes whole numbers from 0 to 3, got 5 in row 1/,
    ],
    [
      'sparse rows where all values are taken',
      { ...DATA, pixels: sparseRows({ offsets: [0, 0, 0], columns: [], width: 4 }, 'bags') },
      DataError,
      /bags: the field "pixels" takes no sparse rows/,
    ],
  ])('%s is refused', (_, data, type, message) => {
    const attempt = () => asTable(data as typeof DATA, FIELDS);
    expect(attempt).toThrow(type);
    expect(attempt).toThrow(message);
  });

  test('a row can have no more places than its shape', () => {
    const fields = FIELDS.map((field) => {
      return field.name === 'count' ? { ...field, values: 2 ** 31 } : field;
    });
    const attempt = () => asTable({ ...DATA, count: Uint32Array.of(2, 4) }, fields);
    expect(attempt).toThrow(/"tokens" has 3 places a row, but "count" says 4 for row 1/);
  });
});

describe('one set of rows', () => {
  test('is the one field of a model', () => {
    const table = asTable(DATA.pixels, [PIXELS]);
    expect(table).toMatchObject({ name: 'pixels', rows: 2 });
    expect(hostRowsOf(table, 'pixels').data).toBe(DATA.pixels);
    const named = toDataset(DATA.pixels, 4, 'digits');
    expect(asTable(named, [PIXELS]).name).toBe('digits');
    expect(hostRowsOf(asTable({ pixels: named }, [PIXELS]), 'pixels')).toBe(named);
  });

  test('is not enough for a model of several', () => {
    const attempt = () => asTable(DATA.pixels, FIELDS);
    expect(attempt).toThrow(DataError);
    expect(attempt).toThrow('{ pixels: …, label: …, tokens: …, count: … }');
  });
});

test('a field that is not there is asked for by name', () => {
  const attempt = () => hostRowsOf(asTable(DATA, FIELDS), 'Label');
  expect(attempt).toThrow('data has no field "Label", did you mean "label"?');
});

test.each<[string, Partial<Field>, RegExp]>([
  ['the name of the order of rows', { name: 'row_index' }, /order of rows/],
  ['no element type', { dtypes: [] }, /no element type/],
  ['half a column', { shape: [0.5] }, /whole numbers of at least 1, got \[0.5\]/],
  ['whole numbers as f32', { values: 3 }, /u8, u16 or u32/],
  ['a length that is no field', { length: 'none' }, /length "none" must be a field of one value/],
])('a model that asks for %s is refused', (_, wrong, message) => {
  const fields = [{ ...PIXELS, ...wrong }, ...FIELDS.slice(1)];
  const attempt = () => asTable(DATA, fields);
  expect(attempt).toThrow(ConfigError);
  expect(attempt).toThrow(message);
});

test('two fields of one name are refused', () => {
  expect(() => asTable(DATA.pixels, [PIXELS, PIXELS])).toThrow(/two fields have one name/);
});

test('before the data come, a field is expected in the type asked for or its first', () => {
  expect(expectedDtypes(FIELDS, 'u32')).toEqual({
    pixels: 'u8',
    label: 'u32',
    tokens: 'u32',
    count: 'u32',
  });
  expect(() => expectedDtypes([PIXELS], 'u16')).toThrow('dtype must be "u8" or "f32", got "u16"');
});

test('pixels of a canvas are told how they become rows', () => {
  const pixels = { width: 2, height: 2, data: new Uint8ClampedArray(16), colorSpace: 'srgb' };
  const field: Field = { name: 'data', dtypes: ['u8', 'f32'], shape: [4] };
  expect(() => asTable(pixels as never, [field])).toThrow('make rows of it with fromImageData');
});
