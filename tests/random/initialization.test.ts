import { describe, expect, test } from 'vitest';
import type { VaeConfigChoice } from '../../src/families/vae/config.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { SEED_CONFIG, VaeModel } from '../support/vaeModel.ts';
import { type Check, correlation, failures, kolmogorovSmirnov, zScore } from './checks.ts';

type Weights = ReadonlyMap<string, Float32Array>;

/** Initial parameters as the device receives them, by default of the seed model. */
function initial(seed: number, config: VaeConfigChoice = SEED_CONFIG): Weights {
  const { store } = new VaeModel(config);
  return unpackState(store, freshSnapshot(store, seed).image, 'parameters');
}

/** Number of inputs per unit for the layer of a parameter, in the seed model. */
const FAN_IN: Readonly<Record<string, number>> = { fc1: 784, fc2: 400, fc3: 20, fc4: 400 };

const boundOf = (name: string): number => 1 / Math.sqrt(FAN_IN[name.split('.')[0] ?? ''] ?? 0);

const weights = initial(1);
const otherSeeds = [0, 2, 0xffffffff].map((seed) => [seed, initial(seed)] as const);

const bitsOf = (all: Weights): Buffer =>
  Buffer.concat([...all.values()].map(({ buffer }) => Buffer.from(buffer)));

/** Uniform in ±bound: the distribution function, and mean and variance as z-scores. */
function uniformity(values: Float32Array, bound: number): Check[] {
  const { length } = values;
  const scaled = values.map((value) => value / bound);
  const sum = scaled.reduce((total, value) => total + value, 0);
  const squares = scaled.reduce((total, value) => total + value * value, 0);
  return [
    kolmogorovSmirnov(scaled, (x) => Math.min(1, Math.max(0, (x + 1) / 2))),
    zScore('mean', (sum / length) * Math.sqrt(3 * length)),
    zScore('variance', (squares / length - 1 / 3) * Math.sqrt(length / (4 / 45))),
  ];
}

/** Correlation of two arrays of uniform values over the length of the shorter. */
function together(a: Float32Array, b: Float32Array, boundA: number, boundB = boundA): Check[] {
  const scale = Math.sqrt(3);
  return correlation('together', Math.min(a.length, b.length), (i) => [
    ((a[i] ?? Number.NaN) * scale) / boundA,
    ((b[i] ?? Number.NaN) * scale) / boundB,
  ]);
}

describe.each([...weights])('%s', (name, values) => {
  const bound = boundOf(name);

  test('is uniform in ±1/√fan_in', () => {
    expect(values.every((value) => Math.abs(value) <= bound)).toBe(true);
    expect(failures(uniformity(values, bound))).toEqual([]);
  });

  test('has neighbours that are independent', () => {
    expect(failures(together(values, values.subarray(1), bound))).toEqual([]);
    expect(failures(together(values, values.subarray(2), bound))).toEqual([]);
  });

  test('is unlike every other parameter and every other seed', () => {
    for (const [other, others] of weights) {
      if (other === name) continue;
      expect(failures(together(values, others, bound, boundOf(other))), other).toEqual([]);
    }
    for (const [seed, others] of otherSeeds) {
      const again = others.get(name) ?? new Float32Array();
      expect(again.length).toBe(values.length);
      expect(failures(together(values, again, bound)), `seed ${seed}`).toEqual([]);
    }
  });
});

test('the same seed gives the same bits', () => {
  expect(bitsOf(initial(1)).equals(bitsOf(weights))).toBe(true);
});

test('a parameter does not depend on how much was drawn before it', () => {
  // Only the layers next to the hidden units change; fc4.bias is the last parameter in both models.
  const narrow = initial(1, { ...SEED_CONFIG, hidden: [100] });
  const scale = (from: number, to: number): number => Math.sqrt(from / to);
  const wide = weights.get('fc4.bias') ?? new Float32Array();
  const expected = wide.map((value) => value * scale(400, 100));
  expect(narrow.get('fc4.bias')).toEqual(expected);
  const firstUnit = weights.get('fc1.weight')?.subarray(0, 784);
  expect(narrow.get('fc1.weight')?.subarray(0, 784)).toEqual(firstUnit);
});

describe('each statistic notices', () => {
  const values = weights.get('fc1.weight') ?? new Float32Array();
  const bound = boundOf('fc1');

  test('a bound that is off by 1%', () => {
    expect(failures(uniformity(values, 1.01 * bound))).toEqual(['Kolmogorov-Smirnov', 'variance']);
  });

  test('a mean that is off by a hundredth of the bound', () => {
    const shifted = values.map((value) => value + 0.01 * bound);
    expect(failures(uniformity(shifted, bound))).toEqual(['Kolmogorov-Smirnov', 'mean']);
  });

  test('one parameter that repeats another', () => {
    const names = failures(together(values, values.slice(), bound));
    expect(names).toEqual(['together, values', 'together, squares']);
  });
});
