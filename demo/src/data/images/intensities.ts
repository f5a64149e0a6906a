import { DataError } from 'webgpu-vae/formats';

/**
 * Converts intensities to bytes. The largest value determines the scale: if it is at most 1, all
 * are relative to 1, else to 255; for floats and whole numbers alike.
 *
 * @returns 0 black to 255 white, rounded; `values` itself if it already has this form
 * @throws {DataError} when a value is not between 0 and 255
 */
export function toBytes(values: ArrayLike<number>): Uint8Array {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    // This form of the condition also rejects NaN.
    if (!(value >= 0 && value <= 255)) {
      throw new DataError(
        `expected intensities from 0 to 1 or from 0 to 255, got ${value} at place ${i}`,
      );
    }
    if (value > largest) largest = value;
  }
  if (largest > 1 && values instanceof Uint8Array) return values;
  const scale = largest > 1 ? 1 : 255;
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(scale * (values[i] as number));
  return bytes;
}
