import { describe, expect, test } from 'vitest';
import type { Contest } from '../../src/tuning/contest.ts';
import { conclude, isBetter, isDecided } from '../../src/tuning/contest.ts';

const contest: Contest = {
  key: 'dense_forward M=1',
  dispatch: {
    label: 'fc1.forward',
    kernel: 'dense_forward',
    bindings: {},
    slots: {},
    constants: {},
  },
  flops: 1,
  usual: 'direct_8x8',
  candidates: ['direct_8x8', 'direct_4x8', 'tiled_64x64'],
  skipped: [{ variant: 'quad_16x8', reason: 'the device lacks the feature "subgroups"' }],
};

describe('the fastest variant wins', () => {
  test.each([
    ['by more than noise', { direct_8x8: 1, direct_4x8: 0.9, tiled_64x64: 0.8 }, 'tiled_64x64'],
    ['not by noise', { direct_8x8: 1, direct_4x8: 0.98, tiled_64x64: 1.1 }, 'direct_8x8'],
    [
      'where the default cannot run',
      { direct_8x8: 'rejected', direct_4x8: 3, tiled_64x64: 2 },
      'tiled_64x64',
    ],
    [
      'unless none can run',
      { direct_8x8: 'no', direct_4x8: 'no', tiled_64x64: 'no' },
      'direct_8x8',
    ],
  ] as const)('%s', (_, tried, variant) => {
    expect(conclude(contest, tried, false).variant).toBe(variant);
  });

  test('whatever else a cache knows', () => {
    const tried = { direct_8x8: 1, direct_4x8: 1, tiled_64x64: 1, quad_16x8: 0.1 };
    const { variant, ms, source } = conclude(contest, tried, true);
    expect({ variant, ms, source }).toEqual({
      variant: 'direct_8x8',
      ms: { direct_8x8: 1, direct_4x8: 1, tiled_64x64: 1 },
      source: 'cache',
    });
  });
});

test('every variant without a time has its reason', () => {
  const tried = { direct_8x8: 1, direct_4x8: 2, tiled_64x64: 'rejected\n  line 3' };
  expect(conclude(contest, tried, false).skipped).toEqual([
    { variant: 'quad_16x8', reason: 'the device lacks the feature "subgroups"' },
    { variant: 'tiled_64x64', reason: 'rejected\n  line 3' },
  ]);
  expect(conclude(contest, undefined, false)).toMatchObject({ source: 'default', ms: {} });
  expect(conclude(contest, undefined, false).skipped).toHaveLength(4);
});

test('a contest is decided when all of its candidates were tried', () => {
  expect(isDecided(contest, undefined)).toBe(false);
  expect(isDecided(contest, { direct_8x8: 1, direct_4x8: 1 })).toBe(false);
  expect(isDecided(contest, { direct_8x8: 1, direct_4x8: 1, tiled_64x64: 'no' })).toBe(true);
});

test('unknown times decide nothing', () => {
  expect(isBetter(1, 2)).toBe(true);
  expect(isBetter(1.99, 2)).toBe(false);
  expect(isBetter(undefined, 2)).toBe(false);
  expect(isBetter(1, undefined)).toBe(false);
});
