/** Where the series ends and the continued fraction begins; both are exact to some units in the last place. */
const SPLIT = 2.5;
/** Terms of the continued fraction that are needed there. */
const TERMS = 80;

/**
 * The probability that a standard normal variable exceeds x, with a small relative error also where it is
 * tiny. Source: Abramowitz & Stegun, "Handbook of mathematical functions", 1964, 26.2.11 and 26.2.14.
 */
export function upperTail(x: number): number {
  if (x < 0) return 1 - upperTail(-x);
  if (x === Infinity) return 0;
  const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  if (x < SPLIT) {
    let [term, sum] = [x, x];
    for (let n = 3; term > sum * Number.EPSILON; n += 2) {
      term *= (x * x) / n;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = x;
  for (let n = TERMS; n > 0; n--) fraction = x + n / fraction;
  return density / fraction;
}

/** The probability of the values from `a` to `b`, taken on the side where less is lost. */
export function probabilityBetween(a: number, b: number): number {
  return a > 0 ? upperTail(a) - upperTail(b) : upperTail(-b) - upperTail(-a);
}
