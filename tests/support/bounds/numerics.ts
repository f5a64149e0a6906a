import { gaussianTail } from '../../../src/reference/shared/gaussian.ts';

/** Unit roundoff of f32: the largest relative error of one correctly rounded operation. */
const U = 2 ** -24;

/** One unit in the last place of f32, relative to the value: at most 2^-23. */
export const ULP = 2 ** -23;

/** Smallest positive normal f32: a device may flush smaller values to zero. */
export const TINY = 2 ** -126;

/** WGSL bounds `exp(x)` by 3 + 2|x| ulp; relative error. */
export const expError = (x: number): number => (3 + 2 * Math.abs(x)) * ULP;

/** WGSL bounds `log` by an absolute error of 2^-21 on [0.5, 2]. */
export const LOG_ERROR = 2 ** -21;

/** WGSL bounds `tanh` by an absolute error of 1e-5. */
const TANH_ERROR = 1e-5;

/**
 * A division by a value that is up to 1e38 times larger than the result gives values that a device
 * may flush.
 */
const FLUSHED = 4 * TINY;

/**
 * sigmoid from exp, an addition and a division (2.5 ulp): (3 + 2|x|) exp(-|x|) is at most 3,
 * so all of it stays within 8 ulp of 1.
 */
export const SIGMOID_ERROR = 8 * ULP;

/**
 * Relative error of the tail of Φ at x: the fit's 1.2e-7, exp of an exponent of at most x²/2 + 1.3
 * that is itself rounded a few times, and the divisions and products around it.
 */
const tailError = (x: number): number => 1.2e-7 + (16 + 4 * (0.5 * x * x + 1.3)) * ULP;

/** Absolute error of an activation of exactly x whose value is y. */
const ACTIVATION_ERRORS: Readonly<Record<string, (x: number, y: number) => number>> = {
  identity: () => 0,
  // A denormal may be flushed to zero before a branch on its sign.
  relu: () => TINY,
  leaky_relu: (_, y) => ULP * Math.abs(y),
  // exp(x) times its relative error, (3 + 2|x|) ulp, is at most 3 ulp of 1 below 0.
  elu: (_, y) => (y > 0 ? TINY : 8 * ULP * Math.min(1, -y)),
  softplus: (x, y) => (expError(Math.min(Math.abs(x), 90)) + 8 * ULP) * y + FLUSHED,
  sigmoid: () => SIGMOID_ERROR,
  tanh: () => TANH_ERROR,
  gelu: (x, y) => {
    const tail = gaussianTail(x);
    return Math.abs(x) * (tail * tailError(x) + FLUSHED) + 2 * ULP * Math.abs(y);
  },
  silu: (x, y) => {
    return (expError(Math.min(Math.abs(x), 90)) + 8 * ULP) * Math.abs(y) + Math.abs(x) * FLUSHED;
  },
  exp: (x, y) => (expError(Math.min(Math.abs(x), 80)) + ULP) * y,
  continuous_bernoulli_mean: () => 16 * ULP,
};

/** Absolute error of an activation f of x, where x itself has the absolute error `error`. */
export function activationError(
  choice: string,
  f: (x: number) => number,
  x: number,
  error: number,
): number {
  const y = f(x);
  const carried = Math.max(Math.abs(f(x + error) - y), Math.abs(f(x - error) - y));
  return carried + (ACTIVATION_ERRORS[choice]?.(x, y) ?? 0);
}

/**
 * Largest magnitude of an activation's derivative, for the outputs that the cases have, and its
 * absolute error: a few roundings, and an exp where there is one.
 */
export const ACTIVATION_GRADIENT: Readonly<Record<string, { largest: number; error: number }>> = {
  identity: { largest: 1, error: 4 * U },
  relu: { largest: 1, error: 4 * U },
  leaky_relu: { largest: 1, error: 4 * U },
  elu: { largest: 1, error: 4 * U },
  softplus: { largest: 1.5, error: 16 * ULP },
  sigmoid: { largest: 1, error: 4 * U },
  tanh: { largest: 1, error: 4 * U },
  gelu: { largest: 1.13, error: 16 * ULP },
  silu: { largest: 1.1, error: 16 * ULP },
};

/** WGSL bounds `unpack4x8unorm` and `unpack2x16unorm` by 3 ulp; the other loads copy. Relative error. */
export const LOAD_ERROR: Readonly<Record<string, number>> = {
  matrix: 0,
  gather_f32: 0,
  gather_u8: 3 * ULP,
  gather_u16: 3 * ULP,
  gather_u32: 0,
  gather_sparse: 0,
};

/**
 * Box-Muller: WGSL allows `cos` and `sin` an absolute error of 2^-11 on [-pi, pi], which the
 * radius of up to 5.77 scales, and `log` near 1 an error whose square root is 2^-10.
 */
export const NORMAL_ERROR: Readonly<Record<string, number>> = {
  given: 0,
  counter: 5.77 * 2 ** -11 + 2 ** -10,
};

/**
 * Error of a sum of `length` products whose magnitudes sum to `magnitude`: rounding errors
 * behave like a random walk, c · u · √length · Σ|aᵢbᵢ| with c = 4. Two more roundings are the
 * product's own and the addition of a bias or of what is accumulated to.
 */
export const sumError = (length: number, magnitude: number): number =>
  4 * U * Math.sqrt(length + 2) * magnitude;
