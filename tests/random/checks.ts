/** A statistic with a known distribution under the null hypothesis, and its limit. */
export interface Check {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
}

/**
 * z-scores beyond five standard errors: one true sample in 1.7 million fails. Seeds are fixed,
 * so a test that passes once always passes.
 */
const FIVE_SIGMA = 5;

/**
 * The value that √n times the Kolmogorov-Smirnov distance exceeds with the same probability,
 * 5.7e-7.
 */
const FIVE_SIGMA_DISTANCE = 2.745;

export function zScore(name: string, value: number): Check {
  return { name, value, limit: FIVE_SIGMA };
}

/** Names of the failed checks; NaN fails. */
export function failures(checks: readonly Check[]): string[] {
  return checks.filter(({ value, limit }) => !(Math.abs(value) <= limit)).map(({ name }) => name);
}

/** Kolmogorov–Smirnov: the largest distance between the sample's distribution and `cdf`. */
export function kolmogorovSmirnov(values: Float32Array, cdf: (x: number) => number): Check {
  const sorted = values.slice().sort();
  const { length } = sorted;
  let distance = 0;
  for (let i = 0; i < length; i++) {
    const p = cdf(sorted[i] ?? Number.NaN);
    distance = Math.max(distance, p - i / length, (i + 1) / length - p);
  }
  return {
    name: 'Kolmogorov-Smirnov',
    value: Math.sqrt(length) * distance,
    limit: FIVE_SIGMA_DISTANCE,
  };
}

/**
 * Correlation of two variables with mean zero and unit variance over `count` pairs: of values, and
 * of magnitudes, which reveals a shared radius.
 */
export function correlation(
  name: string,
  count: number,
  pair: (i: number) => readonly [x: number, y: number],
): Check[] {
  let values = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const [x, y] = pair(i);
    values += x * y;
    squares += (x * x - 1) * (y * y - 1);
  }
  return [
    zScore(`${name}, values`, values / Math.sqrt(count)),
    // x² of a normal variable has variance 2.
    zScore(`${name}, squares`, squares / 2 / Math.sqrt(count)),
  ];
}
