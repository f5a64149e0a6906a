import { expError, LOG_ERROR, TINY, ULP } from './numerics.ts';

/** A number with the largest error that f32 arithmetic has given it: a running error analysis. */
export interface Measured {
  readonly value: number;
  readonly error: number;
}

/** A number that a device holds exactly, unless it flushes it to zero. */
export const given = (value: number): Measured => ({ value, error: TINY });

/** A result of one operation, with the error that its arguments carry into it. */
const rounded = (value: number, carried: number, ulps = 1): Measured => ({
  value,
  error: carried + ulps * ULP * Math.abs(value) + TINY,
});

export const plus = (a: Measured, b: Measured): Measured =>
  rounded(a.value + b.value, a.error + b.error);

export const minus = (a: Measured, b: Measured): Measured =>
  rounded(a.value - b.value, a.error + b.error);

export const times = (a: Measured, b: Measured): Measured =>
  rounded(
    a.value * b.value,
    Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error,
  );

/** WGSL bounds a division by 2.5 ulp. */
export function over(a: Measured, b: Measured): Measured {
  const value = a.value / b.value;
  const least = Math.max(Math.abs(b.value) - b.error, 0);
  return rounded(value, (a.error + Math.abs(value) * b.error) / least, 3);
}

/** A sum in any order. */
export function total(terms: readonly Measured[]): Measured {
  const size = terms.reduce((sum, { value }) => sum + Math.abs(value), 0);
  const error = terms.reduce((sum, term) => sum + term.error, 0);
  const value = terms.reduce((sum, term) => sum + term.value, 0);
  return { value, error: error + terms.length * (ULP * size + TINY) };
}

export const dotOf = (a: readonly Measured[], b: readonly Measured[]): Measured =>
  total(a.map((value, i) => times(value, b[i] ?? given(Number.NaN))));

/**
 * A function with a bounded derivative.
 * @param slope largest magnitude of the derivative
 * @param error absolute error of the function itself
 */
const through = (
  f: (x: number) => number,
  x: Measured,
  { slope, error }: { slope: number; error: number },
): Measured => rounded(f(x.value), slope * x.error + error);

export function powerOf(x: Measured): Measured {
  const value = Math.exp(x.value);
  return rounded(value, value * (Math.expm1(x.error) + expError(x.value)));
}

/** The logarithm of a positive number. */
export function logOf(x: Measured): Measured {
  const value = Math.log(x.value);
  return rounded(value, x.error / Math.max(x.value - x.error, 0) + LOG_ERROR, 3);
}

/** WGSL bounds `tanh` by an absolute error of 1e-5. */
export const tanhOf = (x: Measured): Measured => through(Math.tanh, x, { slope: 1, error: 1e-5 });

/** 1 / (1 + exp(-x)): all of its own errors stay within 8 ulp of 1. */
export const sigmoidOf = (x: Measured): Measured =>
  through((v) => 1 / (1 + Math.exp(-v)), x, { slope: 0.25, error: 8 * ULP });

/** log(1 + exp(x)), in the accuracy of shared/log1p. */
export function softplusOf(x: Measured): Measured {
  const softplus = (v: number): number => Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
  const value = softplus(x.value);
  const carried = softplus(x.value + x.error) - value;
  return rounded(value, carried + value * (expError(x.value) + 8 * ULP));
}

export const negative = ({ value, error }: Measured): Measured => ({ value: -value, error });

export const doubled = (x: Measured): Measured => times(given(2), x);

/** WGSL bounds `sqrt` by that of 1 / inverseSqrt, which are 2 and 2.5 ulp. */
export function rootOf(x: Measured): Measured {
  const value = Math.sqrt(x.value);
  const least = Math.sqrt(Math.max(x.value - x.error, 0));
  return rounded(value, Math.max(value - least, Math.sqrt(x.value + x.error) - value), 5);
}
