/** Images in a set, its test set included; of more, a seeded choice is taken. */
export const MAX_IMAGES = 100_000;

/** Rows held out of a set. */
export const MAX_TEST_IMAGES = 10_000;

/** Classes that a label, one byte, can tell apart. */
export const MAX_CLASSES = 256;

/** Pixels along a side of images in rows of bare numbers: of less, anything would pass for one. */
const MIN_SIDE = 4;

const MiB = 2 ** 20;

/** Bytes of the largest file of each kind that is read, decompressed. */
export const MAX_BYTES = { image: 64 * MiB, array: 1024 * MiB, csv: 256 * MiB } as const;

/** Width and height of square images of so many pixels; undefined when there are none. */
export function squareSide(pixels: number): number | undefined {
  const side = Math.round(Math.sqrt(pixels));
  return side >= MIN_SIDE && side * side === pixels ? side : undefined;
}
