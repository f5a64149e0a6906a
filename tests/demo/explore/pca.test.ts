import { describe, expect, test } from 'vitest';
import { principalComponents } from '../../../demo/src/views/explore/map/pca.ts';
import { ShapeError } from '../../../src/errors.ts';

/** Pairs of rows `centre ± spread · direction`: their covariance has these eigenvectors. */
function pairs(centre: readonly number[], spreads: readonly (readonly [number, number[]])[]) {
  return Float32Array.from(
    spreads.flatMap(([spread, direction]) =>
      [1, -1].flatMap((sign) =>
        centre.map((middle, i) => middle + sign * spread * (direction[i] as number)),
      ),
    ),
  );
}

const half = Math.SQRT1_2;
const rows = pairs(
  [1, -2, 5],
  [
    [1, [0, 0, 1]],
    [3, [half, half, 0]],
    [2, [half, -half, 0]],
  ],
);

describe('principal components', () => {
  test('are the directions of greatest variance, largest first', () => {
    const { mean, first, second } = principalComponents(rows, 3);
    expectVector(mean, [1, -2, 5]);
    expectParallel(first, [half, half, 0]);
    expectParallel(second, [half, -half, 0]);
  });

  test('keep the signs of those they begin with', () => {
    const start = {
      mean: new Float32Array(3),
      first: Float32Array.of(-1, 0, 0),
      second: Float32Array.of(0, 1, 0),
    };
    const { first, second } = principalComponents(rows, 3, start);
    expectVector(first, [-half, -half, 0]);
    expectVector(second, [-half, half, 0]);
  });

  test('stay orthonormal where variances are equal', () => {
    const equal = pairs(
      [0, 0, 0],
      [
        [1, [1, 0, 0]],
        [1, [0, 1, 0]],
        [1, [0, 0, 1]],
      ],
    );
    const { first, second } = principalComponents(equal, 3);
    const dot = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, part, i) => sum + part * (b[i] as number), 0);
    expect(dot(first, first)).toBeCloseTo(1, 6);
    expect(dot(second, second)).toBeCloseTo(1, 6);
    expect(dot(first, second)).toBeCloseTo(0, 6);
  });

  test('of one dimension have no second', () => {
    const { first, second } = principalComponents(Float32Array.of(1, 2, 4), 1);
    expect([...first].map(Math.abs)).toEqual([1]);
    expect([...second]).toEqual([0]);
  });

  test('of rows that are all the same are some plane', () => {
    const { mean, first, second } = principalComponents(Float32Array.of(2, 3, 2, 3), 2);
    expectVector(mean, [2, 3]);
    expect([...first, ...second].every(Number.isFinite)).toBe(true);
  });

  test('refuse what is no rows', () => {
    expect(() => principalComponents(new Float32Array(0), 2)).toThrow(ShapeError);
    expect(() => principalComponents(new Float32Array(5), 2)).toThrow('rows of 2 values');
  });
});

function expectVector(actual: Float32Array, expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, part] of expected.entries()) expect(actual[i]).toBeCloseTo(part, 4);
}

function expectParallel(actual: Float32Array, expected: readonly number[]) {
  const cosine = actual.reduce((sum, part, i) => sum + part * (expected[i] as number), 0);
  expect(Math.abs(cosine)).toBeCloseTo(1, 5);
}
