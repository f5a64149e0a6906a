import { expect, test } from 'vitest';
import {
  assertInRange,
  assertSeed,
  isWholeNumber,
  POSITIVE,
  wholeNumber,
} from '../../src/checks.ts';
import { ConfigError } from '../../src/errors.ts';

test.each([
  [1, true],
  [8, true],
  [0, false],
  [9, false],
  [1.5, false],
  [Number.NaN, false],
  ['2', false],
  [undefined, false],
  [2n, false],
])('%s is a whole number from 1 to 8: %s', (value, expected) => {
  expect(isWholeNumber(value, 1, 8)).toBe(expected);
  expect(wholeNumber(1, 8).holds(value)).toBe(expected);
});

test('without a most, numbers that float64 does not hold exactly are none', () => {
  expect(isWholeNumber(2 ** 53 - 1, 1)).toBe(true);
  expect(isWholeNumber(2 ** 53, 1)).toBe(false);
  expect(isWholeNumber(Number.POSITIVE_INFINITY, 1)).toBe(false);
});

test.each([
  [wholeNumber(1, 8), 'k must be a whole number from 1 to 8, got 0'],
  [wholeNumber(1), 'k must be a whole number of at least 1, got 0'],
  [wholeNumber(1, 8, 'rows'), 'k must be a whole number of rows from 1 to 8, got 0'],
  [wholeNumber(1, undefined, 'epochs'), 'k must be a whole number of epochs of at least 1, got 0'],
])('a value out of range is named with what the option takes', (range, message) => {
  expect(() => assertInRange('k', range, 0)).toThrow(new ConfigError(message));
  expect(() => assertInRange('k', range, 1)).not.toThrow();
});

test('what kernels may see as 0 or infinity is not between them', () => {
  // The least float32 that a device may not take for zero.
  expect([2 ** -126, 1, 3e38].every(POSITIVE.holds)).toBe(true);
  expect([1e-50, 1e-40, 0, 1e39, Infinity, NaN, '1'].some(POSITIVE.holds)).toBe(false);
});

test('a seed is a u32', () => {
  for (const seed of [0, 2 ** 32 - 1]) expect(() => assertSeed(seed)).not.toThrow();
  const message = 'seed must be a whole number from 0 to 4294967295, got 4294967296';
  expect(() => assertSeed(2 ** 32)).toThrow(new ConfigError(message));
});
