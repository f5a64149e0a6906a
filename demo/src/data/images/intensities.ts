import { DataError } from 'webgpu-vae/formats';

/** The smallest and the largest of some numbers. */
export interface Extent {
  readonly least: number;
  readonly largest: number;
}

/** The numbers that stand for black and for white; a larger one for black inverts images. */
export interface GreyRange {
  readonly black: number;
  readonly white: number;
}

/** Scaling leaves rounding errors, such as 1.0000001. */
const ROUNDING = 1e-6;

const BYTE_WHITE = 255;

/** @throws {DataError} when a value is not between 0 and 255 */
export function extentOf(values: ArrayLike<number>): Extent {
  let [least, largest] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    // This form of the condition also rejects NaN.
    if (!(value >= -ROUNDING && value <= BYTE_WHITE + ROUNDING)) {
      throw new DataError(`expected intensities from 0 to 255, got ${value} at place ${i}`);
    }
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  return { least, largest };
}

/**
 * Guesses the range of intensities. Shares go to 1 and bytes to 255. Where the largest number is
 * less than half of 255, bytes would be nearly black: such numbers have a scale of their own, as the
 * digits from 0 to 16 of scikit-learn have.
 */
export function guessRange({ largest }: Extent): GreyRange {
  if (largest <= 1 + ROUNDING) return { black: 0, white: 1 };
  return { black: 0, white: 2 * largest < BYTE_WHITE ? largest : BYTE_WHITE };
}

/**
 * Converts intensities to bytes; those outside of the range become black or white.
 *
 * @returns 0 black to 255 white, rounded; `values` itself if it already has this form
 */
export function toBytes(values: ArrayLike<number>, { black, white }: GreyRange): Uint8Array {
  if (values instanceof Uint8Array && black === 0 && white === BYTE_WHITE) return values;
  const scale = BYTE_WHITE / (white - black);
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) {
    const grey = Math.round(scale * ((values[i] as number) - black));
    bytes[i] = Math.min(BYTE_WHITE, Math.max(0, grey));
  }
  return bytes;
}
