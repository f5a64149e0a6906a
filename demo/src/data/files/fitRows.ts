import { isConstant } from '../images/colour.ts';
import { squareFitter } from '../images/fit.ts';
import type { ImageStack } from '../images/imageStack.ts';

/**
 * Fits images of a stack into squares. Images with only one colour are left out: they contain
 * nothing to learn.
 *
 * @param chosen numbers of the images
 * @param side of the squares, in pixels
 * @param onImage called once for every image chosen
 * @returns `pixels` [rows, side * side * channels], and `rows`, the numbers of the kept images
 */
export function fitRows(
  { pixels, width, height, channels }: ImageStack,
  chosen: Uint32Array,
  side: number,
  onImage: () => void,
): { readonly pixels: Uint8Array; readonly rows: readonly number[] } {
  const fitInto = squareFitter({ width, height }, side, channels);
  const size = width * height * channels;
  const columns = side * side * channels;
  const fitted = new Uint8Array(chosen.length * columns);
  const rows: number[] = [];
  for (const row of chosen) {
    const image = pixels.subarray(row * size, (row + 1) * size);
    if (!isConstant(image, channels)) {
      const start = rows.length * columns;
      fitInto(image, fitted.subarray(start, start + columns));
      rows.push(row);
    }
    onImage();
  }
  return { pixels: fitted.subarray(0, rows.length * columns), rows };
}
