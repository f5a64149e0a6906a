import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDataset } from '../../src/data/dataset.ts';
import { ShapeError } from '../../src/errors.ts';
import { activeUnits } from '../../src/evaluation/activeUnits.ts';
import { collapseReport } from '../../src/evaluation/collapse.ts';
import { explainedTokens } from '../../src/evaluation/explainedTokens.ts';
import { explainedVariance } from '../../src/evaluation/explainedVariance.ts';
import { klPerDimension } from '../../src/evaluation/klPerDimension.ts';
import { mutualInformation } from '../../src/evaluation/mutualInformation.ts';
import { TestRandom } from '../support/random.ts';

const f32 = (...values: number[]) => Float32Array.from(values);

describe('KL of each dimension', () => {
  test('by hand: prior, a shifted mean, a narrow and a wide posterior', () => {
    const variance = Math.fround(Math.log(4));
    const stats = {
      mu: f32(0, 2, 0, 0, 0, 2, 0, 0),
      logvar: f32(0, 0, -variance, variance, 0, 0, -variance, variance),
    };
    const [prior, shifted, narrow, wide] = klPerDimension(stats, 4);
    expect(prior).toBe(0);
    expect(shifted).toBe(2); // mu² / 2
    expect(narrow).toBeCloseTo(0.5 * (1 / 4 - 1 + Math.log(4)), 6);
    expect(wide).toBeCloseTo(0.5 * (4 - 1 - Math.log(4)), 6);
  });

  test('is a mean over the rows, never negative, and keeps its digits near the prior', () => {
    const value = fc.float({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }), (rows) => {
        const stats = { mu: f32(...rows.map(([m]) => m)), logvar: f32(...rows.map(([, v]) => v)) };
        const [kl = -1] = klPerDimension(stats, 1);
        const each = rows.map(
          ([m, v]) => klPerDimension({ mu: f32(m), logvar: f32(v) }, 1)[0] ?? 0,
        );
        expect(kl).toBeGreaterThanOrEqual(0);
        expect(kl).toBeCloseTo(each.reduce((sum, one) => sum + one, 0) / rows.length, 10);
      }),
    );
    const tiny = Math.fround(1e-6);
    const [kl = 0] = klPerDimension({ mu: f32(0), logvar: f32(tiny) }, 1);
    expect(kl / (tiny ** 2 / 4)).toBeCloseTo(1, 3);
  });

  test('statistics that do not fit are refused', () => {
    for (const [mu, logvar] of [
      [f32(), f32()],
      [f32(1, 2, 3), f32(1, 2, 3)],
      [f32(1, 2), f32(1, 2, 3, 4)],
    ] as const) {
      expect(() => klPerDimension({ mu, logvar }, 2)).toThrow(ShapeError);
    }
  });
});

test('a unit is active where its posterior mean varies by more than 0.01', () => {
  // Values around 1000: the textbook formula in float32 would lose these variances.
  const mu = f32(1000, 1, 5, 1000.5, 1.05, 5, 1001, 1.1, 5, 999.5, 1.05, 5);
  const { count, active, variance } = activeUnits({ mu, logvar: new Float32Array(12) }, 3);
  expect(active).toEqual([true, false, false]);
  expect(count).toBe(1);
  expect(variance[0]).toBeCloseTo(0.3125, 6);
  expect(variance[1]).toBeCloseTo(0.00125, 6);
  expect(variance[2]).toBe(0);
});

describe('mutual information', () => {
  /** log q(z) of samples by the definition, in float64. */
  function logDensities(mu: Float32Array, logvar: Float32Array, z: Float32Array): Float32Array {
    return z.map((at) => {
      const densities = Array.from(mu, (mean, j) => {
        const variance = Math.exp(logvar[j] ?? 0);
        return Math.exp(-((at - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
      });
      return Math.log(densities.reduce((sum, density) => sum + density, 0) / mu.length);
    });
  }

  function estimate(spread: number, sigma: number, rows = 1000) {
    const random = new TestRandom(5);
    const mu = Float32Array.from(random.normal(rows), (value) => spread * value);
    const logvar = new Float32Array(rows).fill(2 * Math.log(sigma));
    const noise = random.normal(rows);
    const z = mu.map((mean, i) => mean + sigma * (noise[i] ?? 0));
    const logDensity = logDensities(mu, logvar, z);
    return mutualInformation({ mu, logvar }, 1, { z, logDensity });
  }

  test('is that of a Gaussian channel, ½ log(1 + spread² / sigma²)', () => {
    const { nats, rows, ceiling, meanKl, marginalKl } = estimate(0.8, 0.6);
    expect(nats).toBeGreaterThan(0.5 * Math.log(1 + (0.8 / 0.6) ** 2) - 0.1);
    expect(nats).toBeLessThan(0.5 * Math.log(1 + (0.8 / 0.6) ** 2) + 0.1);
    // Together they are N(0, 1): the aggregate posterior is the prior.
    expect(Math.abs(marginalKl)).toBeLessThan(0.05);
    expect(nats).toBe(meanKl - marginalKl);
    expect([rows, ceiling]).toEqual([1000, Math.log(1000)]);
  });

  test('is nothing for a posterior that is the prior', () => {
    expect(Math.abs(estimate(0, 1).nats)).toBeLessThan(1e-5);
  });
});

describe('explained variance', () => {
  const data = toDataset(Uint8Array.of(0, 255, 255, 0, 0, 0, 255, 255), 2);
  const exact = Float32Array.from(data.data, (value) => value / 255);

  test('1 for a copy, 0 for the mean of the columns, less for worse', () => {
    const explained = (made: Float32Array) => explainedVariance(data, { data: made, columns: 2 });
    expect(explained(exact)).toBe(1);
    expect(explained(new Float32Array(8).fill(0.5))).toBe(0);
    expect(explained(new Float32Array(8).fill(0.9))).toBeLessThan(0);
    expect(explained(exact.map((value) => 0.5 + (value - 0.5) / 2))).toBeCloseTo(0.75, 6);
  });

  test('0 where rows are all the same, and refused for another shape', () => {
    const same = toDataset(Float32Array.of(1, 2, 1, 2), 2);
    expect(explainedVariance(same, same)).toBe(0);
    const other = { data: new Float32Array(8), columns: 4 };
    expect(() => explainedVariance(data, { ...other, columns: 2, data: f32(0, 0) })).toThrow(
      ShapeError,
    );
    expect(() => explainedVariance(data, { ...other, data: new Float32Array(16) })).toThrow(
      ShapeError,
    );
  });
});

test('explained tokens: 1 for a copy, 0 for the most frequent ones, between for some', () => {
  const tokens = Uint32Array.of(3, 0, 3, 5, 4, 5, 6, 0);
  const data = toDataset(tokens, 2);
  expect(explainedTokens(data, Float32Array.from(tokens))).toBe(1);
  // In the first place 3 is right twice, in the second 0 or 5: four of eight are wrong.
  expect(explainedTokens(data, f32(3, 0, 3, 0, 3, 0, 3, 0))).toBe(0);
  expect(explainedTokens(data, f32(3, 0, 3, 5, 4, 9, 9, 0))).toBe(0.5);
  expect(explainedTokens(data, new Float32Array(8).fill(9))).toBe(-1);
  expect(explainedTokens(toDataset(Uint32Array.of(3, 3), 1), f32(3, 3))).toBe(0);
});

describe('the collapse report', () => {
  const healthy = { latent: 4, activeUnits: 4, kl: 9, explainedVariance: 0.8 };

  test.each([
    ['none', healthy, 0],
    ['partial', { ...healthy, activeUnits: 3 }, 1],
    ['full', { ...healthy, activeUnits: 0 }, 1],
    ['full', { ...healthy, kl: 0.05, explainedVariance: 0.01 }, 1],
    // Little KL with good reconstructions is a small code, not a collapse.
    ['none', { ...healthy, kl: 0.05 }, 0],
    // The code carries information that the decoder does not use: training has only begun.
    ['none', { ...healthy, explainedVariance: -0.01 }, 1],
  ] as const)('%s', (level, signs, advice) => {
    const report = collapseReport(signs);
    expect(report.level).toBe(level);
    expect(Math.min(1, report.advice.length)).toBe(advice);
    expect(report.message).toContain(`${signs.activeUnits} of 4 latent dimensions are active`);
  });
});
