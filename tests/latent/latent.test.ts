import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, ShapeError } from '../../src/errors.ts';
import { nearestNeighbours } from '../../src/evaluation/nearest.ts';
import { interpolateLatents } from '../../src/inference/latent/interpolation.ts';
import { manifoldLatents } from '../../src/inference/latent/manifold.ts';
import { normalQuantile } from '../../src/inference/latent/normalQuantile.ts';
import { traverseLatent } from '../../src/inference/latent/traversal.ts';

const f32 = (...values: number[]) => Float32Array.from(values);
const lengthOf = (values: Float32Array) => Math.hypot(...values);

describe('the normal quantile', () => {
  // Printed by Python's statistics.NormalDist().inv_cdf.
  test.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798405],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400538],
    [0.075, -1.4395314709384557],
    [0.3, -0.5244005127080407],
    [0.5, 0],
    [0.6, 0.2533471031357998],
    [1 - 1e-9, 5.997807019601638],
  ])('of %f', (p, expected) => {
    expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(1e-14 * Math.abs(expected) + 1e-15);
  });

  test('is odd around one half and rises', () => {
    const share = fc.double({ min: 1e-6, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        expect(normalQuantile(1 - a)).toBeCloseTo(-normalQuantile(a), 8);
        if (a < b) expect(normalQuantile(a)).toBeLessThanOrEqual(normalQuantile(b));
      }),
    );
  });

  test.each([0, 1, -1, Number.NaN])('%f has none', (p) => {
    expect(() => normalQuantile(p)).toThrow(ConfigError);
  });
});

describe('interpolation', () => {
  test('linear is the straight line', () => {
    expect(interpolateLatents(f32(0, 4), f32(2, 0), 3)).toEqual(f32(0, 4, 1, 2, 2, 0));
  });

  test('spherical turns evenly, by hand on a quarter circle', () => {
    const way = interpolateLatents(f32(1, 0), f32(0, 1), 4, 'spherical');
    const expected = [0, 1, 2, 3].flatMap((i) => {
      return [Math.cos((i * Math.PI) / 6), Math.sin((i * Math.PI) / 6)];
    });
    for (const [i, value] of way.entries()) expect(value).toBeCloseTo(expected[i] ?? 0, 6);
  });

  test('spherical keeps lengths between those of the ends', () => {
    const latent = fc.array(fc.float({ min: -3, max: 3, noNaN: true }), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(latent, latent, (first, second) => {
        const [a, b] = [f32(...first), f32(...second)];
        const cosine =
          a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0) / lengthOf(a) / lengthOf(b);
        fc.pre(Math.abs(cosine) < 0.999);
        const way = interpolateLatents(a, b, 7, 'spherical');
        for (let step = 0; step < 7; step++) {
          const length = ((6 - step) * lengthOf(a) + step * lengthOf(b)) / 6;
          expect(lengthOf(way.subarray(5 * step, 5 * step + 5))).toBeCloseTo(length, 4);
        }
        for (let i = 0; i < 5; i++) {
          expect(way[i]).toBeCloseTo(a[i] ?? 0, 5);
          expect(way[30 + i]).toBeCloseTo(b[i] ?? 0, 5);
        }
      }),
    );
  });

  test.each([
    ['parallel', f32(1, 2), f32(2, 4)],
    ['opposite', f32(1, 2), f32(-1, -2)],
    ['without direction', f32(0, 0), f32(1, 1)],
  ])('vectors that are %s take the straight line', (_, a, b) => {
    expect(interpolateLatents(a, b, 5, 'spherical')).toEqual(interpolateLatents(a, b, 5));
  });

  test('what makes no sense is refused', () => {
    expect(() => interpolateLatents(f32(1), f32(1, 2), 3)).toThrow(ShapeError);
    expect(() => interpolateLatents(f32(1), f32(1), 1)).toThrow(
      /steps must be a whole number of at least 2, got 1/,
    );
    expect(() => interpolateLatents(f32(1), f32(1), 2, 'cubic' as never)).toThrow(
      /method must be one of "linear", "spherical", got "cubic"/,
    );
  });
});

describe('traversal', () => {
  test('changes one dimension from end to end', () => {
    const way = traverseLatent(f32(7, 8, 9), 3, 1, { from: -2, to: 2, steps: 3 });
    expect(way).toEqual(f32(7, -2, 9, 7, 0, 9, 7, 2, 9));
    expect(traverseLatent(f32(7), 1, 0)).toHaveLength(10);
  });

  test.each([
    [/one latent of 3 values, got 2/, () => traverseLatent(f32(1, 2), 3, 0)],
    [
      /dimension must be a whole number from 0 to 2.*got 3/,
      () => traverseLatent(f32(1, 2, 3), 3, 3),
    ],
    [
      /steps must be a whole number of at least 2/,
      () => traverseLatent(f32(1), 1, 0, { steps: 1 }),
    ],
    [
      /to must be a finite number, got Infinity/,
      () => traverseLatent(f32(1), 1, 0, { to: Infinity }),
    ],
  ])('%s', (message, call) => {
    expect(call).toThrow(message);
  });
});

describe('manifold', () => {
  test('lies at quantiles, x along a row, y from row to row', () => {
    const grid = manifoldLatents(3, { size: 2, x: 2, y: 0 });
    const q = Math.fround(normalQuantile(0.75));
    expect(grid).toEqual(f32(-q, 0, -q, -q, 0, q, q, 0, -q, q, 0, q));
  });

  test('lies at even distances without', () => {
    const grid = manifoldLatents(2, { size: 3, quantiles: false, from: -1, to: 1 });
    expect(grid).toEqual(f32(-1, -1, 0, -1, 1, -1, -1, 0, 0, 0, 1, 0, -1, 1, 0, 1, 1, 1));
  });

  test.each([
    [/y must be a whole number from 0 to 0/, () => manifoldLatents(1)],
    [/takes two dimensions, got 1 for both/, () => manifoldLatents(3, { x: 1, y: 1 })],
    [/size must be a whole number of at least 2/, () => manifoldLatents(2, { size: 1 })],
  ])('%s', (message, call) => {
    expect(call).toThrow(message);
  });
});

describe('nearest neighbours', () => {
  test('are the first of all rows sorted by distance, then index', () => {
    // Few distinct values, so that ties are frequent.
    const row = fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 2, maxLength: 2 });
    const rows = fc.array(row, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rows, rows, fc.nat(11), (queries, points, most) => {
        const k = 1 + (most % points.length);
        const found = nearestNeighbours(f32(...queries.flat()), f32(...points.flat()), 2, k);
        const expected = queries.flatMap((query) => {
          const distance = (point: number[]) =>
            Math.hypot(...point.map((value, i) => value - (query[i] ?? 0)));
          return points
            .map((point, index) => ({ index, distance: distance(point) }))
            .sort((a, b) => a.distance - b.distance || a.index - b.index)
            .slice(0, k);
        });
        expect([...found.indices]).toEqual(expected.map(({ index }) => index));
        expect(found.distances).toEqual(f32(...expected.map(({ distance }) => distance)));
      }),
    );
  });

  test('what makes no sense is refused', () => {
    expect(() => nearestNeighbours(f32(1, 2), f32(1, 2), 2, 2)).toThrow(/from 1 to 1.*got 2/);
    expect(() => nearestNeighbours(f32(1), f32(1, 2), 2, 1)).toThrow(ShapeError);
  });
});
