import { expect, test } from 'vitest';
import { rankCorrelation } from '../../bench/lib/statistics.mjs';

// Values of scipy.stats.spearmanr.
test.each([
  { a: [1, 2, 3, 4], b: [10, 20, 30, 40], expected: 1 },
  { a: [1, 2, 3, 4], b: [4, 3, 2, 1], expected: -1 },
  { a: [0.3, 0.1, 0.5, 0.2, 0.4], b: [2, 1, 3, 5, 4], expected: 0.3 },
  { a: [1, 2, 2, 3], b: [1, 3, 2, 4], expected: 0.9486832980505138 },
])('the rank correlation of $a and $b is that of SciPy', ({ a, b, expected }) => {
  expect(rankCorrelation(a, b)).toBeCloseTo(expected, 12);
});
