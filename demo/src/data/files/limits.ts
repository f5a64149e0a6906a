/**
 * Maximum number of images in a set, including its test set. From more images, a seeded random
 * choice is taken.
 */
export const MAX_IMAGES = 100_000;

/** Maximum number of held-out rows. */
export const MAX_TEST_IMAGES = 10_000;

/** Maximum number of classes; a label is one byte. */
export const MAX_CLASSES = 256;

/**
 * Minimum side in pixels of images in rows of plain numbers. With a smaller one, almost any table
 * would be accepted.
 */
const MIN_SIDE = 4;

const MiB = 2 ** 20;

/** Maximum size in bytes of a file of each kind, after decompression. */
export const MAX_BYTES = { image: 64 * MiB, array: 1024 * MiB, csv: 256 * MiB } as const;

/**
 * Side of square images with this number of pixels; undefined if it is not a square number or too
 * small.
 */
export function squareSide(pixels: number): number | undefined {
  const side = Math.round(Math.sqrt(pixels));
  return side >= MIN_SIDE && side * side === pixels ? side : undefined;
}
