import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutation } from '../../src/data/permutation.ts';
import { ConfigError } from '../../src/errors.ts';

const word = fc.integer({ min: 0, max: 0xffffffff });

describe('permutation', () => {
  it('holds every row once and depends on its arguments alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), word, word, (n, seed, epoch) => {
        const order = permutation(n, seed, epoch);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        expect(permutation(n, seed, epoch)).toEqual(order);
      }),
      { numRuns: 200 },
    );
  });

  it('differs between epochs and between seeds', () => {
    const order = permutation(1000, 1, 1);
    expect(permutation(1000, 1, 2)).not.toEqual(order);
    expect(permutation(1000, 2, 1)).not.toEqual(order);
  });

  it('never changes: saved runs are resumed with it', () => {
    expect([...permutation(10, 42, 3)]).toEqual([2, 9, 8, 0, 4, 1, 6, 5, 3, 7]);
  });

  it('makes all 24 orders of four rows equally often', () => {
    const runs = 24_000;
    const counts = new Map<string, number>();
    for (let epoch = 0; epoch < runs; epoch++) {
      const key = permutation(4, 5, epoch).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const expected = runs / 24;
    let chiSquare = 0;
    for (const count of counts.values()) chiSquare += (count - expected) ** 2 / expected;
    // 23 degrees of freedom: 49.7 is exceeded with probability 0.001; the seed is fixed.
    expect(chiSquare).toBeLessThan(49.7);
  });

  it.each([
    [-1, 0, 0, 'n must be'],
    [2.5, 0, 0, 'n must be'],
    [10, 2 ** 32, 0, 'seed must be'],
    [10, 0, Number.NaN, 'epoch must be'],
  ])('refuses n %s, seed %s, epoch %s', (n, seed, epoch, message) => {
    const attempt = () => permutation(n, seed, epoch);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
  });
});
