import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { pad, unpad } from '../../src/graph/layout.ts';

describe.each([Float32Array, Uint8Array, Uint32Array])('%O', (Elements) => {
  test('rows are padded with zeros and come back', () => {
    const values = Elements.of(1, 2, 3, 4, 5, 6);
    const padded = pad(values, [2, 3], 'x');
    expect(padded).toBeInstanceOf(Elements);
    expect(padded).toHaveLength(8 * 8);
    expect([...padded.subarray(0, 12)]).toEqual([1, 2, 3, 0, 0, 0, 0, 0, 4, 5, 6, 0]);
    expect(unpad(padded, [2, 3])).toEqual(values);
  });
});

test('the bytes of a Node Buffer become plain bytes', () => {
  const padded = pad(Buffer.from([1, 2, 3]), [1, 3], 'file');
  expect(padded.constructor).toBe(Uint8Array);
  expect(padded[2]).toBe(3);
});

test('values that are too few are named', () => {
  const short = () => pad(new Float32Array(5), [2, 3], 'noise');
  expect(short).toThrow(ShapeError);
  expect(short).toThrow('"noise" [2, 3] takes 6 values, got 5');
});
