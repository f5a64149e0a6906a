import { type Check, zScore } from './checks.ts';

/**
 * Φ, the distribution function of the standard normal, to within 7.5e-8.
 * Source: Abramowitz & Stegun, "Handbook of mathematical functions", 1964, formula 26.2.17.
 */
export function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const polynomial =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (polynomial * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
  return x < 0 ? upper : 1 - upper;
}

/** The variances of the powers below follow from E x², x⁴, x⁶ and x⁸ of the standard normal. */
const MOMENTS = [
  { name: 'mean', expected: 0, variance: 1 },
  { name: 'variance', expected: 1, variance: 2 },
  { name: 'skew', expected: 0, variance: 15 },
  { name: 'kurtosis', expected: 3, variance: 96 },
] as const;

/** The first four moments about zero as z-scores. */
export function moments(values: Float32Array): Check[] {
  const sums = [0, 0, 0, 0] as [number, number, number, number];
  for (const x of values) {
    const square = x * x;
    sums[0] += x;
    sums[1] += square;
    sums[2] += square * x;
    sums[3] += square * square;
  }
  return MOMENTS.map(({ name, expected, variance }, i) => {
    const mean = (sums[i] ?? Number.NaN) / values.length;
    return zScore(name, (mean - expected) / Math.sqrt(variance / values.length));
  });
}

/** Numbers of values beyond 1, 2, 3 and 4 standard deviations, as binomial z-scores. */
export function tails(values: Float32Array): Check[] {
  const counts = [0, 0, 0, 0];
  for (const x of values) {
    const magnitude = Math.abs(x);
    for (let k = 0; k < 4 && magnitude > k + 1; k++) counts[k] = (counts[k] ?? 0) + 1;
  }
  return counts.map((count, k) => {
    const p = 2 * normalCdf(-(k + 1));
    const spread = Math.sqrt(values.length * p * (1 - p));
    return zScore(`beyond ${k + 1} sigma`, (count - values.length * p) / spread);
  });
}
