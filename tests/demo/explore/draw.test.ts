import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addSegment,
  addStroke,
  blankInk,
  type Ink,
  inkOfImage,
} from '../../../demo/src/views/explore/draw/ink.ts';
import { inkSize } from '../../../demo/src/views/explore/draw/inkSize.ts';
import { toImage } from '../../../demo/src/views/explore/draw/toImage.ts';
import { ShapeError } from '../../../src/errors.ts';

const SHEET = { width: 280, height: 280 };
const MNIST = { width: 28, height: 28 };

/** A filled rectangle. */
function rectangle(left: number, top: number, width: number, height: number): Ink {
  const ink = blankInk(SHEET);
  for (let y = top; y < top + height; y++)
    ink.values.fill(255, y * 280 + left, y * 280 + left + width);
  return ink;
}

function massOf(image: Uint8Array, width: number) {
  let [sum, x, y] = [0, 0, 0];
  for (const [i, value] of image.entries()) {
    sum += value;
    x += value * ((i % width) + 0.5);
    y += value * (Math.floor(i / width) + 0.5);
  }
  return { sum, x: x / sum, y: y / sum };
}

function boxOf(image: Uint8Array, width: number) {
  const inked = [...image.keys()].filter((i) => image[i] !== 0);
  const [xs, ys] = [inked.map((i) => i % width), inked.map((i) => Math.floor(i / width))];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs) + 1,
    top: Math.min(...ys),
    bottom: Math.max(...ys) + 1,
  };
}

describe('a drawing becomes an image as MNIST was made', () => {
  test('the box of the ink fills 20 x 20 pixels, in the middle', () => {
    const image = toImage(rectangle(10, 200, 40, 40), MNIST) as Uint8Array;
    expect(boxOf(image, 28)).toEqual({ left: 4, right: 24, top: 4, bottom: 24 });
    expect(massOf(image, 28).sum).toBe(255 * 400);
  });

  test('keeps the aspect of what was drawn', () => {
    const image = toImage(rectangle(100, 20, 50, 200), MNIST) as Uint8Array;
    const { left, right, top, bottom } = boxOf(image, 28);
    expect([top, bottom]).toEqual([4, 24]);
    // 5 pixels wide about the middle: its edges cover half a pixel each.
    expect([left, right]).toEqual([11, 17]);
    expect(image[28 * 14 + 11]).toBe(128);
    expect(image[28 * 14 + 13]).toBe(255);
  });

  test('ink is centred by its mass, not by its box', () => {
    const ink = rectangle(60, 60, 100, 20);
    for (const [i, value] of rectangle(60, 60, 20, 100).values.entries()) {
      ink.values[i] = Math.max(value, ink.values[i] as number);
    }
    const image = toImage(ink, MNIST) as Uint8Array;
    const { x, y } = massOf(image, 28);
    expect(x).toBeCloseTo(14, 1);
    expect(y).toBeCloseTo(14, 1);
    const { left, right } = boxOf(image, 28);
    expect((left + right) / 2).toBeGreaterThan(15);
  });

  test('no ink leaves the image, wherever its mass is', () => {
    const ink = rectangle(0, 0, 30, 280);
    ink.values.fill(255, 280 * 140, 280 * 141);
    const image = toImage(ink, MNIST) as Uint8Array;
    const scale = 20 / 280;
    const drawn = ink.values.reduce((sum, value) => sum + value, 0) * scale ** 2;
    expect(massOf(image, 28).sum / drawn).toBeCloseTo(1, 2);
  });

  test('where on the sheet it was drawn makes no difference', () => {
    const at = (left: number, top: number) => {
      const ink = blankInk(SHEET);
      const points = [
        { x: left, y: top },
        { x: left + 60, y: top + 10 },
        { x: left + 20, y: top + 90 },
      ];
      addStroke(ink, points, 11);
      return toImage(ink, MNIST);
    };
    const shift = fc.integer({ min: 20, max: 150 });
    fc.assert(
      fc.property(shift, shift, (left, top) => {
        expect(at(left, top)).toEqual(at(30, 40));
      }),
      { numRuns: 10 },
    );
  });

  test('images of other sizes get their share', () => {
    const image = toImage(rectangle(0, 0, 100, 100), { width: 56, height: 42 }) as Uint8Array;
    expect(boxOf(image, 56)).toEqual({ left: 13, right: 43, top: 6, bottom: 36 });
  });

  test('nothing drawn is no image', () => {
    expect(toImage(blankInk(SHEET), MNIST)).toBeUndefined();
  });
});

describe('ink', () => {
  test('a segment is dark within its radius, soft at its edge, and nothing beyond', () => {
    const ink = blankInk(SHEET);
    addSegment(ink, { x: 50.5, y: 100.5 }, { x: 150.5, y: 100.5 }, 11);
    const at = (x: number, y: number) => ink.values[280 * y + x] as number;
    expect(at(100, 100)).toBe(255);
    expect(at(100, 108)).toBe(255);
    expect(at(100, 111)).toBe(128);
    expect(at(100, 114)).toBe(0);
    expect(at(150 + 11, 100)).toBe(128);
    expect(at(150 + 14, 100)).toBe(0);
  });

  test('one point twice is a dot, and an edge of the sheet cuts it', () => {
    const ink = blankInk(SHEET);
    addStroke(ink, [{ x: 0, y: 279 }], 11);
    expect(ink.values[280 * 279]).toBe(255);
    expect(ink.values[279]).toBe(0);
  });

  test('an image enlarged and made smaller again is much the same', () => {
    const image = toImage(rectangle(100, 20, 60, 200), MNIST) as Uint8Array;
    const again = toImage(inkOfImage(image, MNIST, inkSize(MNIST)), MNIST) as Uint8Array;
    const { sum, x, y } = massOf(image, 28);
    const enlarged = massOf(again, 28);
    expect(enlarged.sum / sum).toBeGreaterThan(0.85);
    expect(enlarged.sum / sum).toBeLessThan(1.05);
    expect(enlarged.x).toBeCloseTo(x, 0);
    expect(enlarged.y).toBeCloseTo(y, 0);
  });

  test('has the shape of the images, and refuses others', () => {
    expect(inkSize({ width: 56, height: 42 })).toEqual({ width: 280, height: 210 });
    expect(() => inkOfImage(new Uint8Array(5), MNIST, SHEET)).toThrow(ShapeError);
  });
});
