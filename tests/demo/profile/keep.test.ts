import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_PICTURE,
  largestFactor,
  type PictureChoices,
  pictureFileName,
  pictureGrid,
  pictureSize,
} from '../../../demo/src/views/keep/picture.ts';

describe('a picture', () => {
  const digits = { width: 28, height: 28 };
  const choices = (differing: Partial<PictureChoices>) => ({ ...DEFAULT_PICTURE, ...differing });

  test('has a pixel between images, enlarged with them', () => {
    const size = pictureSize(choices({ count: 64, columns: 8, factor: 4 }), digits);
    expect(size).toEqual({ width: 4 * (8 * 28 + 7), height: 4 * (8 * 28 + 7) });
  });

  test('has no empty columns, and a last row that may be short', () => {
    expect(pictureGrid(choices({ count: 3, columns: 8 }))).toEqual({ width: 3, height: 1 });
    expect(pictureGrid(choices({ count: 17, columns: 8 }))).toEqual({ width: 8, height: 3 });
    expect(pictureGrid(choices({ kind: 'manifold', side: 12 }))).toEqual({ width: 12, height: 12 });
  });

  test('fits a canvas, and has room for all images', () => {
    const any = fc.record({
      kind: fc.constantFrom('samples' as const, 'manifold' as const),
      count: fc.integer({ min: 1, max: 400 }),
      columns: fc.integer({ min: 1, max: 40 }),
      side: fc.integer({ min: 2, max: 24 }),
      factor: fc.constantFrom(1, 2, 4, 8, 16),
    });
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 64 }), (differing, edge) => {
        const wanted = choices(differing);
        const image = { width: edge, height: edge };
        const grid = pictureGrid(wanted);
        const shown = wanted.kind === 'samples' ? wanted.count : wanted.side ** 2;
        expect(grid.width * grid.height).toBeGreaterThanOrEqual(shown);
        const { width, height } = pictureSize(wanted, image);
        const plain = pictureSize(choices({ ...differing, factor: 1 }), image);
        const factor = width / plain.width;
        expect(height / plain.height).toBe(factor);
        expect(Number.isInteger(factor)).toBe(true);
        expect(factor).toBe(Math.min(wanted.factor, largestFactor(wanted, image)));
        if (factor > 1) expect(Math.max(width, height)).toBeLessThanOrEqual(4096);
      }),
    );
  });

  test('is named after the model and what it shows', () => {
    const model = {
      images: 'MNIST',
      widths: [784, 400, 20],
      epoch: 3,
    };
    const name = (differing: Partial<PictureChoices>) => pictureFileName(model, choices(differing));
    expect(name({ seed: 5 })).toBe('mnist-784-400-20-epoch3-samples-64-seed5.png');
    expect(name({ temperature: 0.5 })).toBe('mnist-784-400-20-epoch3-samples-64-seed1-t0.5.png');
    const manifold = name({ kind: 'manifold', across: 3, down: 1 });
    expect(manifold).toBe('mnist-784-400-20-epoch3-manifold-12x12-z3-z1.png');
  });
});
