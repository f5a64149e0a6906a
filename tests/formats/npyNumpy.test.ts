import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readNpy } from '../../src/formats/npy.ts';

const folder = new URL('fixtures/', import.meta.url);
const files = readdirSync(folder).filter((name) => /^(([lb]e_)?[uif]\d|b1)/.test(name));
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));

test('there are files of every type, order and version', () => {
  expect(files).toHaveLength(3 + 2 * 8 + 2 + 2);
});

test.each(files)('%s, written by numpy, holds its values in C order', (name) => {
  const { shape, data } = readNpy(fixture(name));
  const i = Array.from({ length: 12 }, (_, index) => index);
  const [, kind] = /([uifb])\d/.exec(name) ?? [];
  const expected = {
    u: i.map((n) => 5 * n),
    i: i.map((n) => 5 * n - 10),
    f: i.map((n) => 5 * n - 10),
    b: i.map((n) => Number(n % 3 === 0)),
  };
  expect(shape).toEqual([2, 3, 2]);
  expect(Array.from(data)).toEqual(expected[kind as 'u' | 'i' | 'f' | 'b']);
});

test('a single value has rank 0', () => {
  expect(readNpy(fixture('scalar.npy'))).toEqual({
    shape: [],
    dtype: '<f8',
    data: Float64Array.of(1.5),
  });
});

test.each([
  ['records.npy', 'npy: expected an array of plain numbers, got one of records'],
  ['objects.npy', "got '|O' (Python objects; save numbers instead)"],
  ['complex.npy', "got '<c8'"],
])('%s is refused by what it is', (name, message) => {
  expect(() => readNpy(fixture(name))).toThrow(message);
});
