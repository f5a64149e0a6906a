import { expect, test } from 'vitest';
import { RANGE_FIELD, shapeField } from '../../../demo/src/views/data/readingFields.ts';

test.each([
  ['8 × 8', { width: 8, height: 8 }],
  ['4x16', { width: 4, height: 16 }],
  ['16, 4', { width: 16, height: 4 }],
  ['8', undefined],
  ['8 × 9', undefined],
  ['-8 × -8', undefined],
  ['0.5 × 128', undefined],
  ['4 × 4 × 4', undefined],
  ['', undefined],
])('"%s" as a shape of 64 pixels', (text, shape) => {
  const field = shapeField({ width: 32, height: 2 });
  expect(field.parse(text)).toEqual(shape);
  if (shape) expect(field.parse(field.format(shape))).toEqual(shape);
});

test.each([
  ['0 to 16', { black: 0, white: 16 }],
  ['16 to 0', { black: 16, white: 0 }],
  ['0.5-1', { black: 0.5, white: 1 }],
  ['0 – 255', { black: 0, white: 255 }],
  ['16', undefined],
  ['16 to 16', undefined],
  ['0 to 256', undefined],
  ['0 to 1.2.3', undefined],
  ['-1 to 1', undefined],
])('"%s" as a range', (text, range) => {
  expect(RANGE_FIELD.parse(text)).toEqual(range);
  if (range) expect(RANGE_FIELD.parse(RANGE_FIELD.format(range))).toEqual(range);
});
