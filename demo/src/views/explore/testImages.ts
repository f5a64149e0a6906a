import type { ImageSet } from '../../data/imageSet.ts';
import { wholeNumber } from '../../parts/format.ts';
import type { PixelValues } from '../../parts/pixels.ts';
import type { Classes } from './map/classes.ts';

/** One test image: `[values of an image]`. Shares memory with the set. */
export function testImage({ test }: ImageSet, row: number): PixelValues {
  return test.data.subarray(row * test.columns, (row + 1) * test.columns);
}

/** A name such as `test image 42, class 7`. */
export function nameOfRow(row: number, classes: Classes | undefined): string {
  const label = classes?.names[classes.labels[row] ?? -1];
  return `test image ${wholeNumber(row + 1)}${label === undefined ? '' : `, class ${label}`}`;
}

/** A random row of a set of this size. */
export function randomRow(rows: number): number {
  return Math.floor(Math.random() * rows);
}
