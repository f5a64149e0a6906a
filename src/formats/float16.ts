/** The largest finite float16. */
export const MAX_FLOAT16 = 65504;

/** Float16 of values within ±{@link MAX_FLOAT16}, rounded to nearest, ties to even. */
export function toFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, halfBits);
}

/** Least exponent of a normal float16; smaller values have its step. */
const LEAST_EXPONENT = -14;

function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  const exponent = Math.max(Math.floor(Math.log2(size)), LEAST_EXPONENT);
  // Up to 2048 steps of 2^(exponent - 10): the fraction carries into the exponent's bits.
  const steps = roundToEven(size / 2 ** (exponent - 10));
  return sign + (exponent - LEAST_EXPONENT) * 1024 + steps;
}

function roundToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}
