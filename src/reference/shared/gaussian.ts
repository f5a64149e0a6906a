/**
 * The upper tail probability of a standard normal at |x|, erfc(|x| / √2) / 2, with a relative error
 * below 2e-13. Source: Abramowitz & Stegun, "Handbook of mathematical functions", 1964, 26.2.11
 * (series) and 26.2.14 (continued fraction).
 */
export function gaussianTail(x: number): number {
  const size = Math.abs(x);
  return size < 3
    ? 0.5 - gaussianDensity(size) * centralSeries(size)
    : gaussianDensity(size) / continuedFraction(size);
}

/** Φ, the distribution function of the standard normal. */
export function gaussianCdf(x: number): number {
  return x > 0 ? 1 - gaussianTail(x) : gaussianTail(x);
}

/** φ, the density of the standard normal. */
export function gaussianDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** x + x³/3 + x⁵/(3·5) + …: all terms are positive, so there is no cancellation. */
function centralSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 3; term > 1e-17 * sum; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return sum;
}

/** x + 1/(x + 2/(x + 3/(x + …))), evaluated from its 100th level; for x of at least 3. */
function continuedFraction(x: number): number {
  let value = x;
  for (let n = 100; n > 0; n--) value = x + n / value;
  return value;
}
