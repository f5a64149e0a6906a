import { expect, test } from 'vitest';
import { DataError, ShapeError } from '../../src/errors.ts';
import { sparseRows, toDataset, unpaired } from '../../src/index.ts';

test.each([Uint8Array, Uint32Array, Float32Array])('two sets of rows in a %o', (Kind) => {
  const first = toDataset(Kind.of(1, 2, 3, 4), 2, 'first');
  const second = toDataset(Kind.of(5, 6), 2, 'second');
  const { data, domain } = unpaired(first, second);
  expect(data).toMatchObject({ rows: 3, columns: 2, dtype: first.dtype, name: 'first and second' });
  expect(data.data).toEqual(Kind.of(1, 2, 3, 4, 5, 6));
  expect(domain).toEqual(Float32Array.of(1, 0, 1, 0, 0, 1));
});

test('rows of different kinds are refused', () => {
  const bytes = toDataset(new Uint8Array(4), 2, 'bytes');
  expect(() => unpaired(bytes, toDataset(new Uint8Array(3), 3, 'wide'))).toThrow(ShapeError);
  expect(() => unpaired(bytes, toDataset(new Float32Array(4), 2, 'floats'))).toThrow(
    'both sets must have rows of one kind: bytes has 2 values of u8 a row, floats 2 of f32',
  );
  expect(() => unpaired(bytes, new Uint8Array(4) as never)).toThrow(DataError);
  const sparse = sparseRows({ offsets: [0, 1], columns: [0], width: 2 }, 'ratings') as never;
  expect(() => unpaired(sparse, sparse)).toThrow(DataError);
  expect(() => unpaired(sparse, sparse)).toThrow('ratings: expected dense rows, got sparse ones');
});
