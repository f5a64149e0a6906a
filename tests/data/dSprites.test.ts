import { describe, expect, test } from 'vitest';
import { ALL_SPRITES, dSprites } from '../../src/data/dSprites.ts';
import { ConfigError } from '../../src/errors.ts';

const ROWS = 1000;
const SIZE = 32;
const { images, truth } = dSprites({ rows: ROWS, size: SIZE });
const [SHAPE, SCALE, ORIENTATION, X, Y] = [0, 1, 2, 3, 4] as const;

const factor = (row: number, which: number): number => truth.values[5 * row + which] ?? Number.NaN;
const image = (row: number): Uint8Array => images.subarray(row * SIZE ** 2, (row + 1) * SIZE ** 2);
const white = (row: number): number => image(row).reduce((sum, value) => sum + value / 255, 0);

/** The mean place of the white pixels, as a share of the image. */
function centreOf(row: number): [number, number] {
  let [x, y] = [0, 0];
  for (const [i, value] of image(row).entries()) {
    x += (value / 255) * ((i % SIZE) + 0.5);
    y += (value / 255) * (Math.floor(i / SIZE) + 0.5);
  }
  return [x / white(row) / SIZE, y / white(row) / SIZE];
}

describe('sprites', () => {
  test('are as many as in dSprites, each drawn once', () => {
    expect(ALL_SPRITES).toBe(737_280);
    const seen = new Set(
      Array.from({ length: ROWS }, (_, row) => truth.values.subarray(5 * row, 5 * row + 5).join()),
    );
    expect(seen.size).toBe(ROWS);
    for (const [which, { values }] of truth.factors.entries()) {
      const found = Array.from({ length: ROWS }, (_, row) => factor(row, which));
      expect([Math.min(...found), Math.max(...found)]).toEqual([0, values - 1]);
    }
  });

  test('are black and white, and inside the image', () => {
    expect(new Set(images)).toEqual(new Set([0, 255]));
    for (let row = 0; row < ROWS; row++) {
      const edge = image(row).filter((_, i) => {
        const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
        return x === 0 || y === 0 || x === SIZE - 1 || y === SIZE - 1;
      });
      expect(edge.every((value) => value === 0)).toBe(true);
    }
  });

  test('lie where their factors say', () => {
    for (let row = 0; row < ROWS; row++) {
      const [x, y] = centreOf(row);
      // The centre of a heart's area is not its origin.
      const apart = factor(row, SHAPE) === 2 ? 0.05 : 0.02;
      expect(Math.abs(x - (0.25 + (0.5 * factor(row, X)) / 31))).toBeLessThan(apart);
      expect(Math.abs(y - (0.25 + (0.5 * factor(row, Y)) / 31))).toBeLessThan(apart);
    }
  });

  test('have the area of their shape and scale, however they are turned', () => {
    const areas = [4, Math.PI * 0.6];
    for (let row = 0; row < ROWS; row++) {
      const area = areas[factor(row, SHAPE)];
      if (area === undefined) continue;
      const radius = ((10 / 64) * SIZE * (5 + factor(row, SCALE))) / 10;
      expect(Math.abs(white(row) / (area * radius ** 2) - 1)).toBeLessThan(0.25);
    }
  });

  test('are turned by their orientation', () => {
    let seen = 0;
    for (let row = 0; row < ROWS; row++) {
      if (factor(row, SHAPE) !== 1 || factor(row, SCALE) < 4) continue;
      const [x, y] = centreOf(row);
      let [across, down, both] = [0, 0, 0];
      for (const [i, value] of image(row).entries()) {
        const right = ((i % SIZE) + 0.5) / SIZE - x;
        const below = (Math.floor(i / SIZE) + 0.5) / SIZE - y;
        across += value * right ** 2;
        down += value * below ** 2;
        both += value * right * below;
      }
      // The long axis of an upright ellipse points down.
      const found = 0.5 * Math.atan2(2 * both, across - down);
      const wanted = (2 * Math.PI * factor(row, ORIENTATION)) / 39 + Math.PI / 2;
      expect(Math.abs(Math.sin(found - wanted))).toBeLessThan(0.25);
      seen += 1;
    }
    expect(seen).toBeGreaterThan(50);
  });

  test('are the same for the same seed, and a prefix of more of them', () => {
    const more = dSprites({ rows: ROWS + 10, size: SIZE });
    expect(more.images.subarray(0, images.length)).toEqual(images);
    expect(dSprites({ rows: ROWS, size: SIZE, seed: 2 }).truth.values).not.toEqual(truth.values);
  });

  test.each([{ rows: 0 }, { rows: ALL_SPRITES + 1 }, { size: 4 }, { pixels: 3 }])(
    '%o are refused',
    (options) => {
      expect(() => dSprites(options as never)).toThrow(ConfigError);
    },
  );
});
