import { beforeAll, describe, expect, test } from 'vitest';
import { streams } from '../../src/random/streams.ts';
import { uniform01 } from '../../src/random/threefry.ts';
import { useGpu } from '../support/gpu.ts';
import { tally } from '../support/tally.ts';
import { drawOnCpu, noiseAddress } from './address.ts';
import { failures, kolmogorovSmirnov } from './checks.ts';
import { moments, normalCdf, tails } from './normality.ts';
import { drawOnDevice, halves, lagged, type Sample, withRepeats } from './sample.ts';

const gpu = useGpu();

const ORIGIN = { seed: 20131220, stream: streams.sampling, steps: 100, rows: 500, columns: 20 };
const AXES = (['steps', 'rows', 'columns'] as const).flatMap((axis) =>
  [1, 2, 3, 4].map((lag) => [axis, lag] as const),
);

let sample: Sample;
beforeAll(async () => {
  sample = await drawOnDevice(gpu(), ORIGIN);
  tally('normals drawn on the device', sample.values.length);
});

/** The sample with every value replaced. */
const changed = (change: (value: number, i: number) => number): Float32Array =>
  sample.values.map(change);

/** Uniform with the mean and the variance of a standard normal. */
const uniform = (): Float32Array => {
  const width = Math.sqrt(12);
  const scaled = (word: number): number => width * (uniform01(word) - 0.5);
  return Float32Array.from(drawOnCpu(ORIGIN, noiseAddress, ([a, b]) => [scaled(a), scaled(b)]));
};

describe('a million normals from the device', () => {
  test('have the mean, variance, skew and kurtosis of a normal', () => {
    expect(failures(moments(sample.values))).toEqual([]);
  });

  test('lie beyond 1, 2, 3 and 4 sigma as often as a normal', () => {
    expect(failures(tails(sample.values))).toEqual([]);
  });

  test('follow the normal distribution function', () => {
    expect(failures([kolmogorovSmirnov(sample.values, normalCdf)])).toEqual([]);
  });

  test.each(AXES)('show no correlation between %s at lag %i', (axis, lag) => {
    expect(failures(lagged(sample, axis, lag))).toEqual([]);
  });

  test('show no correlation between the two halves of a pair', () => {
    expect(failures(halves(sample))).toEqual([]);
  });
});

describe('each statistic notices', () => {
  test('a mean that is off by 0.01', () => {
    const shifted = changed((value) => value + 0.01);
    expect(failures(moments(shifted))).toContain('mean');
    expect(failures([kolmogorovSmirnov(shifted, normalCdf)])).toHaveLength(1);
  });

  test('a scale that is off by 1%', () => {
    expect(failures(moments(changed((value) => 1.01 * value)))).toContain('variance');
  });

  test('a slight skew', () => {
    const skewed = changed((value) => value + 0.01 * (value * value - 1));
    expect(failures(moments(skewed))).toContain('skew');
  });

  test('uniform values in place of normal ones', () => {
    const values = uniform();
    expect(failures(moments(values))).toEqual(['kurtosis']);
    expect(failures(tails(values))).toEqual([1, 2, 3, 4].map((k) => `beyond ${k} sigma`));
    expect(failures([kolmogorovSmirnov(values, normalCdf)])).toHaveLength(1);
  });

  test('a tail that is cut off at 3.9 sigma', () => {
    const cut = changed((value) => Math.max(-3.9, Math.min(3.9, value)));
    expect(failures(tails(cut))).toEqual(['beyond 4 sigma']);
  });

  test.each(AXES)('repeated %s at lag %i', (axis, lag) => {
    const names = failures(lagged(withRepeats(sample, axis, lag), axis, lag));
    expect(names).toEqual(['values', 'squares'].map((kind) => `${axis} at lag ${lag}, ${kind}`));
  });

  test('one repeated column', () => {
    const copied = changed((value, i) => (i % 20 === 8 ? (sample.values[i - 1] ?? 0) : value));
    const repeated = { ...sample, values: copied };
    expect(failures(lagged(repeated, 'columns', 1))).not.toEqual([]);
  });

  test('a cosine in place of the sine', () => {
    const values = changed((value, i) => (i % 2 === 1 ? (sample.values[i - 1] ?? 0) : value));
    expect(failures(halves({ ...sample, values }))).toHaveLength(2);
  });

  test('halves that share their magnitude but not their sign', () => {
    const values = changed((value, i) =>
      i % 2 === 1 ? Math.sign(value) * Math.abs(sample.values[i - 1] ?? 0) : value,
    );
    expect(failures(halves({ ...sample, values }))).toEqual(['cosine and sine halves, squares']);
  });
});

describe('the device against float64', () => {
  /** WGSL's error of `cos` and `sin` on [-π, π], and of `log` on [0.5, 2]; both absolute. */
  const TRIGONOMETRY = 2 ** -11;
  const LOG = 2 ** -21;
  /** Relative error of a few f32 operations: the angle, `log` below 0.5, the square root. */
  const ROUNDING = 10 * 2 ** -23;

  /** The largest error that WGSL allows for a normal computed by Box-Muller from these words. */
  const bound = ([word]: [number, number]): [number, number] => {
    const square = -2 * Math.log(uniform01(word));
    const radius = Math.sqrt(square);
    // The square root magnifies the error of the logarithm near zero.
    const ofLog = Math.sqrt(square + 2 * LOG) - Math.sqrt(Math.max(0, square - 2 * LOG));
    const error = radius * (TRIGONOMETRY + ROUNDING) + ofLog;
    return [error, error];
  };

  let bounds: Float64Array;
  beforeAll(() => {
    bounds = drawOnCpu(ORIGIN, noiseAddress, bound);
  });

  const countOutside = (expected: Float64Array): number =>
    sample.values.reduce((count, value, i) => {
      const error = Math.abs(value - (expected[i] ?? Number.NaN));
      return error <= (bounds[i] ?? 0) ? count : count + 1;
    }, 0);

  test('every normal lies within the errors that WGSL allows', () => {
    expect(countOutside(drawOnCpu(ORIGIN))).toBe(0);
    // The radius is at most 5.77. For a small radius, the logarithm adds up to 2^-10.
    expect(bounds.reduce((most, each) => Math.max(most, each), 0)).toBeLessThan(0.003);
  });

  test.each<[string, typeof noiseAddress]>([
    [
      'the counter swapped',
      (origin, step, row, pair) => {
        const { key, counter } = noiseAddress(origin, step, row, pair);
        return { key, counter: [counter[1], counter[0]] };
      },
    ],
    [
      'the key swapped',
      (origin, step, row, pair) => {
        const { key, counter } = noiseAddress(origin, step, row, pair);
        return { key: [key[1], key[0]], counter };
      },
    ],
    ['the next row', (origin, step, row, pair) => noiseAddress(origin, step, row + 1, pair)],
    ['the step before', (origin, step, row, pair) => noiseAddress(origin, step - 1, row, pair)],
  ])('nearly every normal lies outside for %s', (_, addressOf) => {
    expect(countOutside(drawOnCpu(ORIGIN, addressOf))).toBeGreaterThan(0.99 * sample.values.length);
  });
});
