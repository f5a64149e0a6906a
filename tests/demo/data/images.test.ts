import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { greyOf, isConstant, isGrey, onWhite } from '../../../demo/src/data/images/colour.ts';
import { borderMedian, squareFitter } from '../../../demo/src/data/images/fit.ts';
import { extentOf, guessRange, toBytes } from '../../../demo/src/data/images/intensities.ts';

describe('fitting into a square', () => {
  it('copies what fits as it is', () => {
    const image = Uint8Array.of(1, 2, 3, 4);
    const target = new Uint8Array(4);
    squareFitter({ width: 2, height: 2 }, 2, 1)(image, target);
    expect(target).toEqual(image);
  });

  it('keeps proportions, centres, and fills up with the grey of the border', () => {
    // 4 x 2 to 4 x 4: one row above and one below, in the median of all eight pixels.
    const image = Uint8Array.of(10, 10, 10, 200, 10, 10, 10, 10);
    const target = new Uint8Array(16);
    squareFitter({ width: 4, height: 2 }, 4, 1)(image, target);
    const edge = [10, 10, 10, 10];
    expect([...target]).toEqual([...edge, ...image, ...edge]);
  });

  it('fits colours, each channel with the median of its own', () => {
    const image = Uint8Array.of(1, 2, 3, 1, 2, 3, 9, 9, 9, 1, 2, 3);
    const target = new Uint8Array(48);
    squareFitter({ width: 4, height: 1 }, 4, 3)(image, target);
    const edge = [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3];
    expect([...target]).toEqual([...edge, ...image, ...edge, ...edge]);
  });

  it('keeps at least one pixel of a thin line', () => {
    const line = Uint8Array.from({ length: 100 }, (_, y) => (y < 75 ? 0 : 200));
    const target = new Uint8Array(16);
    squareFitter({ width: 1, height: 100 }, 4, 1)(line, target);
    expect([...target]).toEqual([...Array(13).fill(0), 200, 0, 0]);
  });

  it('fills the square with a constant, at any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        (width, height, side) => {
          const target = new Uint8Array(side * side);
          squareFitter({ width, height }, side, 1)(new Uint8Array(width * height).fill(99), target);
          expect(target.every((value) => value === 99)).toBe(true);
        },
      ),
    );
  });
});

test.each([
  [[5], 1, 5],
  [[1, 2, 3], 3, 2],
  [[1, 2, 3, 4], 1, 2],
  // The middle pixel does not belong to the border.
  [[7, 7, 7, 7, 0, 7, 9, 9, 9], 3, 7],
])('the border of %j, %d wide, has the median %d', (pixels, width, expected) => {
  const size = { width, height: pixels.length / width };
  expect(borderMedian(Uint8Array.from(pixels), size, 1)).toEqual([expected]);
});

describe('colour', () => {
  test.each([
    [[77], 1, [77]],
    [[1, 2, 3], 3, [1, 2, 3]],
    [[0, 0, 0, 0], 4, [255, 255, 255]],
    [[0, 0, 0, 51], 4, [204, 204, 204]],
    [[200, 0, 100, 102], 4, [233, 153, 193]],
    [[9, 8, 7, 255], 4, [9, 8, 7]],
  ] as const)('%j of %d channels is %j on white', (pixels, channels, expected) => {
    expect([...onWhite(Uint8Array.from(pixels), channels)]).toEqual(expected);
  });

  it('is missing where all channels are the same', () => {
    const grey = Uint8Array.of(3, 3, 3, 9, 9, 9);
    expect(isGrey(grey)).toBe(true);
    expect([...greyOf(grey)]).toEqual([3, 9]);
    expect(isGrey(Uint8Array.of(3, 3, 3, 9, 9, 8))).toBe(false);
    expect(isGrey(Uint8Array.of(3, 3, 3, 9, 8, 9))).toBe(false);
  });

  it('knows constant images', () => {
    expect(isConstant(Uint8Array.of(3, 3, 3), 1)).toBe(true);
    expect(isConstant(Uint8Array.of(3, 3, 4), 1)).toBe(false);
    expect(isConstant(Uint8Array.of(1, 2, 3, 1, 2, 3), 3)).toBe(true);
    expect(isConstant(Uint8Array.of(1, 2, 3, 3, 2, 1), 3)).toBe(false);
  });
});

describe('intensities', () => {
  test.each([
    [1, 1],
    // Rounding errors of scaling do not change the scale.
    [1.0000001, 1],
    [0.4, 1],
    [1.5, 1.5],
    [16, 16],
    [127, 127],
    [128, 255],
    [255, 255],
  ])('up to %d are guessed to be white at %d', (largest, white) => {
    expect(guessRange({ least: 0, largest })).toEqual({ black: 0, white });
  });

  it('become bytes by their range, and stay within it', () => {
    expect([...toBytes([-1e-7, 0.5, 1.0000001], { black: 0, white: 1 })]).toEqual([0, 128, 255]);
    expect([...toBytes([0, 4, 16, 20], { black: 0, white: 16 })]).toEqual([0, 64, 255, 255]);
    expect([...toBytes([50, 100, 150], { black: 100, white: 150 })]).toEqual([0, 0, 255]);
    expect([...toBytes([0, 16], { black: 16, white: 0 })]).toEqual([255, 0]);
    const bytes = Uint8Array.of(0, 200);
    expect(toBytes(bytes, { black: 0, white: 255 })).toBe(bytes);
  });

  it('have an extent', () => {
    expect(extentOf([7, 3, 250])).toEqual({ least: 3, largest: 250 });
  });

  it.each([-1, 256, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d, by its place', (value) => {
    expect(() => extentOf([0, value])).toThrow(
      `expected intensities from 0 to 255, got ${value} at place 1`,
    );
  });
});
