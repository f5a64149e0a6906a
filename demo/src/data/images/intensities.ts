import { DataError } from 'webgpu-vae/formats';

/** Scaling leaves rounding errors, such as 1.0000001. */
const ROUNDING = 1e-6;
const ONE = 1 + ROUNDING;

/**
 * Converts intensities to bytes. The largest value determines the scale: if it is at most 1, but for
 * a rounding error, all are relative to 1, else to 255; for floats and whole numbers alike.
 *
 * @returns 0 black to 255 white, rounded; `values` itself if it already has this form
 * @throws {DataError} when a value is not between 0 and 255
 */
export function toBytes(values: ArrayLike<number>): Uint8Array {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    // This form of the condition also rejects NaN.
    if (!(value >= -ROUNDING && value <= 255 + ROUNDING)) {
      throw new DataError(
        `expected intensities from 0 to 1 or from 0 to 255, got ${value} at place ${i}`,
      );
    }
    if (value > largest) largest = value;
  }
  if (largest > ONE && values instanceof Uint8Array) return values;
  const scale = largest > ONE ? 1 : 255;
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Math.min(255, Math.max(0, Math.round(scale * (values[i] as number))));
  }
  return bytes;
}
