import { expect, test } from 'vitest';
import { FormatError } from '../../src/errors.ts';
import { readCifar10 } from '../../src/formats/cifar10.ts';
import { cifarFile } from '../support/pictures.ts';

test('planes of red, green and blue become pixels, with the labels', () => {
  const { images, labels } = readCifar10(cifarFile([3, 9]));
  expect([...labels]).toEqual([3, 9]);
  expect(images).toHaveLength(2 * 3072);
  for (const row of [0, 1]) {
    for (const [y, x] of [
      [0, 0],
      [0, 31],
      [17, 5],
      [31, 31],
    ] as const) {
      const pixel = images.subarray((row * 1024 + y * 32 + x) * 3);
      expect([...pixel.subarray(0, 3)]).toEqual([8 * x, 8 * y, 100 * row]);
    }
  }
});

test('an ArrayBuffer is read too', () => {
  expect(readCifar10(cifarFile([1]).buffer as ArrayBuffer).labels).toHaveLength(1);
});

test.each([
  ['nothing', new Uint8Array(), 'records of 3073 bytes, a label and an image, got 0 bytes'],
  ['a truncated file', cifarFile([1, 2]).subarray(0, -1), 'got 6145 bytes; the file is truncated'],
  ['a label above 9', cifarFile([1, 10]), 'labels from 0 to 9, got 10 for image 1'],
])('%s is refused', (_, bytes, message) => {
  expect(() => readCifar10(bytes)).toThrow(FormatError);
  expect(() => readCifar10(bytes)).toThrow(message);
});
