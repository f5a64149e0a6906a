import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resizer } from '../../src/data/resize.ts';
import { ConfigError, ShapeError } from '../../src/errors.ts';

const length = fc.integer({ min: 1, max: 12 });
const size = fc.record({ width: length, height: length });

/** A random image of this size. */
const imageOf = ({ width, height }: { width: number; height: number }) =>
  fc.uint8Array({ minLength: width * height, maxLength: width * height });

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('any sizes', () => {
  it('keeps a constant image constant', () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 255 }), (from, to, value) => {
        const result = resizer(from, to)(new Uint8Array(from.width * from.height).fill(value));
        expect(result).toHaveLength(to.width * to.height);
        for (const pixel of result) expect(pixel).toBeCloseTo(value, 9);
      }),
    );
  });

  it('keeps every pixel within the range of the image', () => {
    const cases = size.chain((from) =>
      fc.record({ from: fc.constant(from), to: size, image: imageOf(from) }),
    );
    fc.assert(
      fc.property(cases, ({ from, to, image }) => {
        for (const pixel of resizer(from, to)(image)) {
          expect(pixel).toBeGreaterThanOrEqual(Math.min(...image) - 1e-9);
          expect(pixel).toBeLessThanOrEqual(Math.max(...image) + 1e-9);
        }
      }),
    );
  });

  it('resizes a transposed image to the transposed result', () => {
    const transposed = (pixels: ArrayLike<number>, width: number) =>
      Array.from({ length: pixels.length }, (_, i) => {
        const height = pixels.length / width;
        return pixels[(i % height) * width + Math.floor(i / height)] as number;
      });
    const turned = (s: { width: number; height: number }) => ({ width: s.height, height: s.width });
    const cases = size.chain((from) =>
      fc.record({ from: fc.constant(from), to: size, image: imageOf(from) }),
    );
    fc.assert(
      fc.property(cases, ({ from, to, image }) => {
        const straight = transposed(resizer(from, to)(image), to.width);
        const result = resizer(turned(from), turned(to))(transposed(image, from.width));
        for (const [i, pixel] of result.entries()) expect(pixel).toBeCloseTo(straight[i] ?? -1, 9);
      }),
    );
  });
});

describe('refuses', () => {
  const size = { width: 2, height: 2 };

  it('sizes that are no whole numbers of pixels', () => {
    expect(() => resizer({ width: 0, height: 2 }, size)).toThrow(ConfigError);
    expect(() => resizer(size, { width: 2, height: 1.5 })).toThrow('to.height must be');
    expect(() => resizer(size, size, 0)).toThrow('channels must be');
  });

  it('images of another size', () => {
    expect(() => resizer(size, size, 3)(new Uint8Array(4))).toThrow(ShapeError);
    expect(() => resizer(size, size, 3)(new Uint8Array(4))).toThrow('has 12 values, got 4');
  });
});

describe('channels', () => {
  it('resizes each as an image of its own', () => {
    const cases = fc.record({ from: size, to: size }).chain(({ from, to }) =>
      fc.record({
        from: fc.constant(from),
        to: fc.constant(to),
        planes: fc.tuple(imageOf(from), imageOf(from), imageOf(from)),
      }),
    );
    fc.assert(
      fc.property(cases, ({ from, to, planes }) => {
        const pixels = from.width * from.height;
        const mixed = Array.from({ length: 3 * pixels }, (_, i) => {
          return planes[i % 3]?.[Math.floor(i / 3)] as number;
        });
        const result = resizer(from, to, 3)(mixed);
        for (const [c, plane] of planes.entries()) {
          const own = result.filter((_, i) => i % 3 === c);
          expect([...own]).toEqual([...resizer(from, to)(plane)]);
        }
      }),
    );
  });
});

describe('smaller', () => {
  it('keeps the mean, by whole factors and by others', () => {
    const cases = fc.record({ from: size, to: size }).chain(({ from, to }) => {
      const smaller = {
        width: Math.min(from.width, to.width),
        height: Math.min(from.height, to.height),
      };
      return fc.record({ from: fc.constant(from), to: fc.constant(smaller), image: imageOf(from) });
    });
    fc.assert(
      fc.property(cases, ({ from, to, image }) => {
        expect(mean(resizer(from, to)(image))).toBeCloseTo(mean(image), 9);
      }),
    );
  });

  it('averages blocks when the factor is whole', () => {
    const image = [0, 10, 20, 30, 40, 50, 60, 70];
    const result = resizer({ width: 4, height: 2 }, { width: 2, height: 1 })(image);
    expect([...result]).toEqual([(0 + 10 + 40 + 50) / 4, (20 + 30 + 60 + 70) / 4]);
  });

  it('shares a pixel between the outputs that it lies in', () => {
    // Three inputs to two outputs: half of the middle one belongs to each.
    const result = resizer({ width: 3, height: 1 }, { width: 2, height: 1 })([30, 60, 90]);
    expect(result[0]).toBeCloseTo((30 + 60 / 2) / 1.5, 9);
    expect(result[1]).toBeCloseTo((60 / 2 + 90) / 1.5, 9);
  });
});

describe('larger', () => {
  it('interpolates between the centres of pixels and holds beyond the outer ones', () => {
    const result = resizer({ width: 2, height: 1 }, { width: 4, height: 1 })([0, 100]);
    expect([...result]).toEqual([0, 25, 75, 100]);
  });

  it('continues a slope', () => {
    const slope = Array.from({ length: 6 }, (_, x) => 10 * x);
    const result = resizer({ width: 6, height: 1 }, { width: 18, height: 1 })(slope);
    for (let x = 2; x < 16; x++) expect(result[x]).toBeCloseTo((10 * (x - 1)) / 3, 9);
  });
});
