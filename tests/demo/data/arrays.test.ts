import { expect, it, test } from 'vitest';
import {
  imagesOf,
  isVector,
  labelsOf,
  type NumberArray,
} from '../../../demo/src/data/files/arrayImages.ts';
import { inBytes } from '../../../demo/src/data/images/numberStack.ts';
import { DataError } from '../../../src/errors.ts';

const array = (shape: number[]): NumberArray => ({
  shape,
  data: Uint8Array.from(
    { length: shape.reduce((product, size) => product * size, 1) },
    (_, i) => (i * 7) % 256,
  ),
});

test.each([
  [[3, 16], { count: 3, width: 4, height: 4 }],
  [[3, 5, 2], { count: 3, width: 2, height: 5 }],
  [[3, 5, 2, 1], { count: 3, width: 2, height: 5 }],
])('an array %j holds grey images as they are', (shape, sizes) => {
  const input = array(shape);
  expect(imagesOf('a.npy', input)).toMatchObject({
    ...{ name: 'a.npy', ...sizes, channels: 1 },
    values: input.data,
  });
});

it('keeps colours, on white where they are transparent', () => {
  const bytes = (array: NumberArray, white: number) => {
    const { channels, pixels } = inBytes(imagesOf('a.npy', array), { black: 0, white });
    return [channels, ...pixels];
  };
  const colours = [1, 0, 0, 0, 0.2, 0];
  expect(bytes({ shape: [1, 1, 2, 3], data: colours }, 1)).toEqual([3, 255, 0, 0, 0, 51, 0]);
  const rgba = Uint8Array.of(9, 0, 0, 0, 9, 8, 7, 255);
  expect(bytes({ shape: [2, 1, 1, 4], data: rgba }, 255)).toEqual([3, 255, 255, 255, 9, 8, 7]);
  expect(bytes({ shape: [1, 2, 1], data: [0, 1] }, 1)).toEqual([1, 0, 255]);
});

test.each([
  [[3, 15], 'its rows have 15 values, which are no square image of at least 4 x 4 pixels'],
  [[3, 9], 'its rows have 9 values'],
  [[0, 28, 28], 'it has no values: its shape is [0, 28, 28]'],
  [[3, 4, 4, 2], 'got [3, 4, 4, 2]'],
  [[1, 2, 2, 1, 1], 'got [1, 2, 2, 1, 1]'],
])('an array %j is refused', (shape, message) => {
  expect(() => imagesOf('a.npy', array(shape))).toThrow(DataError);
  expect(() => imagesOf('a.npy', array(shape))).toThrow(message);
});

it('takes one number a row as labels', () => {
  expect([[5], [5, 1], [5, 2], [5, 4, 4]].map((shape) => isVector(array(shape)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(labelsOf('y.npy', { shape: [3, 1], data: [2, 0, 10] })).toEqual({
    name: 'y.npy',
    labels: ['2', '0', '10'],
  });
  expect(() => labelsOf('y.npy', { shape: [2], data: [1, 0.5] })).toThrow('got 0.5 in row 1');
  expect(() => labelsOf('y.npy', { shape: [0], data: [] })).toThrow('it has no values');
});
