import { squareFitter } from '../images/fit.ts';
import { isConstant } from '../images/grey.ts';
import type { ImageStack } from '../images/imageStack.ts';

/**
 * Fits images of a stack into squares. Images with only one grey value are left out: they contain
 * nothing to learn.
 *
 * @param chosen numbers of the images
 * @param side of the squares, in pixels
 * @param onImage called once for every image chosen
 * @returns `pixels` [rows, side * side], and `rows`, the numbers of the kept images
 */
export function fitRows(
  { pixels, width, height }: ImageStack,
  chosen: Uint32Array,
  side: number,
  onImage: () => void,
): { readonly pixels: Uint8Array; readonly rows: readonly number[] } {
  const fitInto = squareFitter({ width, height }, side);
  const size = width * height;
  const fitted = new Uint8Array(chosen.length * side * side);
  const rows: number[] = [];
  for (const row of chosen) {
    const image = pixels.subarray(row * size, (row + 1) * size);
    if (!isConstant(image)) {
      const start = rows.length * side * side;
      fitInto(image, fitted.subarray(start, start + side * side));
      rows.push(row);
    }
    onImage();
  }
  return { pixels: fitted.subarray(0, rows.length * side * side), rows };
}
