import { readFile } from 'node:fs/promises';
import type { CanvasPixels } from '../data/imageData.ts';
import { DataError } from '../errors.ts';

type Sharp = typeof import('sharp').default;

/**
 * A decoder of picture files: PNG and JPEG of any kind (grey, palette, 16 bits, interlaced, progressive,
 * CMYK), as 8-bit sRGB with alpha, turned as their EXIF data say.
 * @throws DataError when the npm package `sharp` is missing, with the line that installs it
 */
export async function pictureDecoder(): Promise<(path: string) => Promise<CanvasPixels>> {
  const sharp = await importSharp();
  return async (path) => {
    try {
      // A warning of libjpeg, such as bytes after the end, is no reason to refuse a picture.
      const { data, info } = await sharp(await readFile(path), { failOn: 'error' })
        .autoOrient()
        .toColourspace('srgb')
        .ensureAlpha()
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
    } catch (error) {
      throw new DataError(`"${path}" cannot be read as a picture: ${firstLine(error)}`, {
        cause: error,
      });
    }
  };
}

async function importSharp(): Promise<Sharp> {
  try {
    return (await import('sharp')).default;
  } catch (error) {
    throw new DataError(
      `pictures are decoded by the npm package sharp, which could not be loaded: ${firstLine(error)}. ` +
        'Run: npm install sharp',
      { cause: error },
    );
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split('\n')[0] ?? '';
}
