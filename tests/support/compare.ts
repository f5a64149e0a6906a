import { TINY } from './bounds/numerics.ts';

/** An element whose distance from its expected value exceeds its bound. */
export interface Violation {
  readonly index: number;
  readonly actual: number;
  readonly expected: number;
  readonly error: number;
  readonly bound: number;
}

/** Elements outside their bound; a bound of zero requires equality. NaN is always outside. */
export function violations(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound: ArrayLike<number>,
): Violation[] {
  if (actual.length !== expected.length || actual.length !== bound.length) {
    throw new RangeError(
      `compared ${actual.length} values with ${expected.length} under ${bound.length} bounds`,
    );
  }
  return Array.from(actual, (value, index) => {
    const wanted = expected[index] ?? Number.NaN;
    const allowed = bound[index] ?? Number.NaN;
    return {
      index,
      actual: value,
      expected: wanted,
      error: Math.abs(value - wanted),
      bound: allowed,
    };
  }).filter(({ error, bound: allowed }) => !(error <= (allowed === 0 ? 0 : allowed + TINY)));
}
