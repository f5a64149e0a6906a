import { describe, expect, test } from 'vitest';
import { pingPong, timeOf } from '../../../demo/src/views/explore/interpolate/pingPong.ts';
import { isWithin, levelsOf, withLevel } from '../../../demo/src/views/explore/levels/levels.ts';
import { gridSize } from '../../../demo/src/views/explore/manifold/gridSize.ts';
import { dimensionOrder, randomLatent } from '../../../demo/src/views/explore/point/latents.ts';

describe('latents', () => {
  test('random ones have the mean and variance of the prior', () => {
    let state = 1;
    // The minimal standard generator, which makes the test deterministic.
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const values = randomLatent(20_000, random);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(square - 1)).toBeLessThan(0.05);
  });

  test('many dimensions are sorted by their KL, a few are not', () => {
    const kl = Float64Array.from({ length: 13 }, (_, i) => (i === 5 ? 3 : i === 9 ? 2 : i / 100));
    expect(dimensionOrder(13, kl).slice(0, 3)).toEqual([5, 9, 12]);
    expect(dimensionOrder(12, kl.subarray(1))).toEqual([...Array(12).keys()]);
    expect(dimensionOrder(13, undefined)).toEqual([...Array(13).keys()]);
    expect(dimensionOrder(13, kl.subarray(1))).toEqual([...Array(13).keys()]);
  });
});

describe('playing', () => {
  test('goes to the last frame and back', () => {
    const seen = [0, 250, 500, 1000, 1500, 2000, 2500].map((time) => pingPong(time, 1000, 61));
    expect(seen).toEqual([0, 15, 30, 60, 30, 0, 30]);
  });

  test('goes on from any frame', () => {
    for (let frame = 0; frame < 61; frame++) {
      expect(pingPong(timeOf(frame, 2500, 61), 2500, 61)).toBe(frame);
    }
  });
});

test('the manifold has fewer of larger images, and never too few', () => {
  const size = (side: number, software: boolean) =>
    gridSize({ width: side, height: side }, software);
  expect([size(28, false), size(28, true), size(64, false), size(512, false)]).toEqual([
    20, 15, 8, 5,
  ]);
});

test('one level of a latent changes, or all of it', () => {
  const levels = levelsOf([2, 3]);
  const [z, next] = [Float32Array.of(1, 2, 3, 4, 5), Float32Array.of(6, 7, 8, 9, 10)];
  expect([...withLevel(z, next, levels[0])]).toEqual([6, 7, 3, 4, 5]);
  expect([...withLevel(z, next, levels[1])]).toEqual([1, 2, 8, 9, 10]);
  expect([...withLevel(z, next, undefined)]).toEqual([...next]);
  const within = [0, 1, 2, 3, 4].filter((dimension) => isWithin(levels[1], dimension));
  expect(within).toEqual([2, 3, 4]);
});
