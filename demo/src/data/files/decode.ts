import { DataError } from 'webgpu-vae/formats';
import { isConstant, onWhite } from '../images/colour.ts';
import { squareFitter } from '../images/fit.ts';

/**
 * Maximum side, in pixels, of a canvas to read back. Larger images are first drawn smaller with the
 * browser's best quality: a photograph of 50 megapixels would need 200 MB.
 */
const longestSide = 1024;

/**
 * Decodes an image of any format that the browser supports, in its upright orientation, to a square
 * in colour on a white background, downscaled by area averaging. For an animation it takes the first
 * frame.
 *
 * @param side of the square, in pixels
 * @returns [side, side, 3]
 * @throws {DataError} when it cannot be decoded or has only one colour
 */
export async function decodeImage(file: Blob, side: number): Promise<Uint8Array> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch (error) {
    throw new DataError('the browser cannot decode it: it is damaged, or no image that it knows', {
      cause: error,
    });
  }
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  // In memory, not on the GPU, since every pixel is read back.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new DataError('the browser gave no canvas to decode it on');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();

  const pixels = Uint8Array.from(onWhite(context.getImageData(0, 0, width, height).data, 4));
  if (isConstant(pixels, 3)) throw new DataError('it shows a single colour');
  const square = new Uint8Array(side * side * 3);
  squareFitter({ width, height }, side, 3)(pixels, square);
  return square;
}
