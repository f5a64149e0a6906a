import { ConfigError, DataError } from '../errors.ts';
import type { Blob, ImageBitmap } from '../platform.ts';
import { kindOf } from './arrays.ts';
import type { Dataset } from './dataset.ts';
import type { CanvasPixels } from './imageData.ts';
import { assertPictureOptions, type PictureOptions, PictureRows } from './pictureRows.ts';

/**
 * Files of pictures as rows of bytes, of shape `[height, width, channels]`, in their order: what the
 * browser decodes, turned as the file says, on white where it is transparent. For a page or a worker;
 * in Node `loadDataset` reads folders.
 *
 * @param images files, such as those of a drop or an `<input type="file">`, or pictures that are
 *   decoded already
 * @throws {DataError} naming the file that is no picture or has another size than the first
 * @throws {ConfigError} for another option, or where the platform decodes no pictures
 */
export async function fromImageFiles(
  images: Blob | ImageBitmap | readonly (Blob | ImageBitmap)[],
  options: PictureOptions = {},
): Promise<Dataset> {
  assertPictureOptions('fromImageFiles', options);
  if (typeof createImageBitmap === 'undefined' || typeof OffscreenCanvas === 'undefined') {
    throw new ConfigError(
      'fromImageFiles: this platform decodes no pictures, as browsers do; in Node load the folder with ' +
        'loadDataset of webgpu-vae/node',
    );
  }
  const all = Array.isArray(images)
    ? (images as readonly (Blob | ImageBitmap)[])
    : [images as Blob];
  if (all.length === 0) throw new DataError('fromImageFiles takes at least one file, got none');
  const rows = new PictureRows('pictures', all.length, options);
  for (const [row, image] of all.entries()) {
    const name = nameOf(image, row);
    rows.set(row, name, await pixelsOf(image, name));
  }
  return rows.dataset();
}

function nameOf(image: unknown, row: number): string {
  const { name } = (image ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : `picture ${row}`;
}

async function pixelsOf(image: unknown, name: string): Promise<CanvasPixels> {
  if (isBitmap(image)) return drawn(image);
  if (!isBlob(image)) {
    throw new DataError(
      `"${name}": expected a file, a Blob or an ImageBitmap, got ${kindOf(image)}`,
    );
  }
  let bitmap: globalThis.ImageBitmap;
  try {
    bitmap = await createImageBitmap(image);
  } catch (error) {
    throw new DataError(`"${name}" is no picture that this browser can decode, or is damaged`, {
      cause: error,
    });
  }
  try {
    return drawn(bitmap);
  } finally {
    bitmap.close();
  }
}

function drawn(bitmap: globalThis.ImageBitmap): CanvasPixels {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new DataError(`no canvas of ${width} x ${height} pixels can be made`);
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, width, height);
}

function isBitmap(image: unknown): image is globalThis.ImageBitmap {
  return typeof ImageBitmap !== 'undefined' && image instanceof ImageBitmap;
}

function isBlob(image: unknown): image is globalThis.Blob {
  return image instanceof globalThis.Blob;
}
