import { bytesOf } from '../data/arrays.ts';
import { FormatError } from '../errors.ts';

/** Images of a file in CIFAR-10's binary format. */
export interface Cifar10Images {
  /** `[rows, 32, 32, 3]`: red, green and blue of each pixel side by side. */
  readonly images: Uint8Array;
  /** [rows], from 0 to 9. */
  readonly labels: Uint8Array;
}

const PIXELS = 32 * 32;
const RECORD = 1 + 3 * PIXELS;
const CLASSES = 10;

/**
 * Reads CIFAR-10's binary format: for each image a byte for the label, then 1024 bytes of red, of green
 * and of blue. Channels are put side by side, as models take them. Source: Krizhevsky, "Learning
 * multiple layers of features from tiny images", 2009; https://www.cs.toronto.edu/~kriz/cifar.html.
 *
 * @throws {FormatError} when the bytes are not whole records, or a label is above 9
 */
export function readCifar10(file: Uint8Array | ArrayBuffer): Cifar10Images {
  const bytes = bytesOf(file, 'CIFAR-10');
  const rows = bytes.length / RECORD;
  if (rows === 0 || !Number.isInteger(rows)) {
    throw new FormatError(
      `CIFAR-10: expected records of ${RECORD} bytes, a label and an image, got ${bytes.length} bytes; ` +
        'the file is truncated or of another format',
    );
  }
  const images = new Uint8Array(rows * 3 * PIXELS);
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const record = bytes.subarray(row * RECORD, (row + 1) * RECORD);
    const label = record[0] ?? 0;
    if (label >= CLASSES) {
      throw new FormatError(`CIFAR-10: expected labels from 0 to 9, got ${label} for image ${row}`);
    }
    labels[row] = label;
    const image = images.subarray(row * 3 * PIXELS, (row + 1) * 3 * PIXELS);
    for (let i = 0; i < image.length; i++) {
      image[i] = record[1 + (i % 3) * PIXELS + Math.floor(i / 3)] ?? 0;
    }
  }
  return { images, labels };
}
