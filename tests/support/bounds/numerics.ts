/** Unit roundoff of f32: the largest relative error of one correctly rounded operation. */
export const U = 2 ** -24;

/** One unit in the last place of f32, relative to the value: at most 2^-23. */
export const ULP = 2 ** -23;

/** Smallest positive normal f32: a device may take what is below it for zero. */
export const TINY = 2 ** -126;

/** WGSL bounds `exp(x)` by 3 + 2|x| ulp; relative error. */
export const expError = (x: number): number => (3 + 2 * Math.abs(x)) * ULP;

/** WGSL bounds `log` by an absolute error of 2^-21 on [0.5, 2]. */
export const LOG_ERROR = 2 ** -21;

/** WGSL bounds `tanh` by an absolute error of 1e-5. */
const TANH_ERROR = 1e-5;

/**
 * sigmoid from exp, an addition and a division (2.5 ulp): (3 + 2|x|) exp(-|x|) is at most 3,
 * so all of it stays within 8 ulp of 1.
 */
export const SIGMOID_ERROR = 8 * ULP;

export const ACTIVATION_ERROR: Readonly<Record<string, number>> = {
  identity: 0,
  relu: 0,
  sigmoid: SIGMOID_ERROR,
  tanh: TANH_ERROR,
};

/** WGSL bounds `unpack4x8unorm` by 3 ulp; the other loads copy. Relative error. */
export const LOAD_ERROR: Readonly<Record<string, number>> = {
  matrix: 0,
  gather_f32: 0,
  gather_u8: 3 * ULP,
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
