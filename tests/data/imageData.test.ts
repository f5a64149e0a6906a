import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromCanvas, fromImageData, toImageData } from '../../src/data/imageData.ts';
import { ConfigError, DataError, ShapeError } from '../../src/errors.ts';

/** Node has no such class. */
class Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

beforeAll(() => Object.assign(globalThis, { ImageData: Pixels }));
afterAll(() => void Reflect.deleteProperty(globalThis, 'ImageData'));

/** Two pixels: orange, half transparent, and white. */
const image = {
  width: 2,
  height: 1,
  data: Uint8ClampedArray.of(255, 128, 0, 127, 255, 255, 255, 255),
};

describe('pixels of a canvas', () => {
  test('as grey values by the weights of BT.601, or in colour, without alpha', () => {
    const grey = fromImageData(image);
    expect(grey).toMatchObject({ rows: 1, columns: 2, dtype: 'u8', shape: [1, 2] });
    expect([...grey.data]).toEqual([Math.round(0.299 * 255 + 0.587 * 128), 255]);
    const colour = fromImageData([image, image], { channels: 'rgb' });
    expect(colour).toMatchObject({ rows: 2, columns: 6, shape: [1, 2, 3] });
    expect([...colour.data.subarray(6)]).toEqual([255, 128, 0, 255, 255, 255]);
  });

  test('of a canvas, which must have a 2d context', () => {
    const context = { getImageData: () => image };
    const canvas = { width: 2, height: 1, getContext: () => context as unknown };
    expect(fromCanvas(canvas as unknown as OffscreenCanvas)).toEqual(fromImageData(image));
    const taken = { ...canvas, getContext: () => null };
    expect(() => fromCanvas(taken as unknown as OffscreenCanvas)).toThrow(/no 2d context/);
  });

  test('go back onto a canvas, opaque and clamped', () => {
    const grey = toImageData(Float32Array.of(0, 0.5, 2, -1), { width: 2, height: 2 });
    expect([...grey.data]).toEqual([
      ...[0, 0, 0, 255, 128, 128, 128, 255],
      ...[255, 255, 255, 255, 0, 0, 0, 255],
    ]);
    const { data } = fromImageData(image, { channels: 'rgb' });
    const colour = toImageData(data as Uint8Array, image);
    expect([...colour.data]).toEqual([255, 128, 0, 255, 255, 255, 255, 255]);
  });

  test.each([
    [() => fromImageData([]), DataError, /at least one image/],
    [
      () => fromImageData([image, { ...image, width: 1, data: image.data.subarray(4) }]),
      DataError,
      /one size: image 0 has 2 x 1 pixels, image 1 has 1 x 1/,
    ],
    [
      () => fromImageData(image.data as never),
      DataError,
      /image 0: expected the pixels of a canvas.*got Uint8ClampedArray/,
    ],
    [() => fromImageData(null as never), DataError, /got null/],
    [
      () => fromImageData(image, { channels: 'bgr' as 'rgb' }),
      ConfigError,
      /channels must be one of "grey", "rgb", got "bgr"/,
    ],
    [() => toImageData(new Float32Array(5), image), ShapeError, /2 grey values or 6 values.*got 5/],
    [() => toImageData([1, 1] as never, image), DataError, /got Array/],
    [() => toImageData(new Float64Array(2) as never, image), DataError, /got Float64Array/],
    [() => toImageData(new Float32Array(2), undefined as never), ConfigError, /width must be/],
    [() => fromCanvas(undefined as never), DataError, /expected a canvas, got undefined/],
    [() => toImageData(new Float32Array(2), { width: 0, height: 1 }), ConfigError, /width must be/],
  ] as const)('%s is refused by name', (attempt, kind, message) => {
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(message);
  });
});
