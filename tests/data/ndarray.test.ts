import { expect, test } from 'vitest';
import type { Field } from '../../src/data/field.ts';
import { asTable } from '../../src/data/table.ts';
import { DataError } from '../../src/errors.ts';

const pixels: Field = { name: 'pixels', dtypes: ['u8', 'f32'], shape: [2] };
const label: Field = { name: 'label', dtypes: ['u8', 'u16', 'u32'], shape: [], values: 10 };
const shares = { shape: [2, 2], dtype: '<f4', data: new Float32Array(4) };

test('an array with other whole numbers than a field takes is refused by its type in NumPy', () => {
  const rows = { shape: [2, 2], dtype: '<i8', data: new Float64Array(4) };
  const attempt = () => asTable(rows, [pixels]);
  expect(attempt).toThrow(DataError);
  expect(attempt).toThrow(
    "this model takes values of the type uint8 or float32, the array has '<i8': in NumPy, astype('float32') converts it",
  );
});

test.each([
  ['<f8', new Float64Array(2)],
  ['<f4', new Float32Array(2)],
  ['<i8', new Float64Array(2)],
])('labels of the type %s are refused by it', (dtype, data) => {
  const attempt = () =>
    asTable({ pixels: shares, label: { shape: [2], dtype, data } }, [pixels, label]);
  expect(attempt).toThrow(
    `label: this model takes whole numbers of the type uint8 or uint16 or uint32, the array has '${dtype}': in NumPy, astype('uint32') converts it`,
  );
});

test('float64 becomes float32 where a field takes shares', () => {
  const rows = { shape: [2, 2], dtype: '<f8', data: new Float64Array(4).fill(0.25) };
  expect(asTable(rows, [pixels]).fields.get('pixels')).toMatchObject({ dtype: 'f32', rows: 2 });
});
