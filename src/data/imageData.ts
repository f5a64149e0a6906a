import { assertInRange, assertOptions, oneOf, wholeNumber } from '../checks.ts';
import { ConfigError, DataError, ShapeError } from '../errors.ts';
import type { HTMLCanvasElement, OffscreenCanvas, ImageData as Pixels } from '../platform.ts';
import { arrayName, kindOf, ownArray } from './arrays.ts';
import { type Dataset, toDataset } from './dataset.ts';

/** Pixels of a canvas, such as an `ImageData`. */
export interface CanvasPixels {
  /** Pixels of a row. */
  readonly width: number;
  /** Rows of pixels. */
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, in bytes: `[height · width · 4]`. */
  readonly data: Uint8ClampedArray;
}

/** The channels that are kept of a pixel: its grey value, or red, green and blue. Alpha is dropped. */
export type Channels = 'grey' | 'rgb';

/** Options of {@link fromImageData} and {@link fromCanvas}. */
export interface ImageDataOptions {
  /** `grey` by default. */
  readonly channels?: Channels;
}

/** The choices of channels. */
export const CHANNELS = oneOf(['grey', 'rgb'] satisfies Channels[]);

/** Shares of red, green and blue in a grey value. Source: ITU-R BT.601, section 2.5.1. */
export const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * Images as rows of bytes, `[images, height · width]` or `[images, height · width · 3]`.
 * @throws DataError for anything but pixels, or images of several sizes
 * @throws ConfigError for another option
 */
export function fromImageData(
  images: CanvasPixels | readonly CanvasPixels[],
  options: ImageDataOptions = {},
): Dataset {
  assertOptions<ImageDataOptions>('fromImageData', options, { channels: CHANNELS });
  const { channels = 'grey' } = options;
  const all = Array.isArray(images)
    ? (images as readonly CanvasPixels[])
    : [images as CanvasPixels];
  if (all.length === 0) throw new DataError('fromImageData takes at least one image, got none');
  for (const [i, image] of all.entries()) assertPixels(image, i);
  const [{ width, height } = { width: 0, height: 0 }] = all;
  const odd = all.findIndex((image) => image.width !== width || image.height !== height);
  if (odd >= 0) {
    throw new DataError(
      `images must have one size: image 0 has ${width} x ${height} pixels, image ${odd} has ` +
        `${all[odd]?.width} x ${all[odd]?.height}`,
    );
  }
  const size = channels === 'rgb' ? 3 : 1;
  const columns = width * height * size;
  const rows = new Uint8Array(all.length * columns);
  for (const [i, { data }] of all.entries()) {
    const row = rows.subarray(i * columns, (i + 1) * columns);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const colour = data.subarray(4 * pixel, 4 * pixel + 3);
      if (channels === 'rgb') row.set(colour, 3 * pixel);
      else
        row[pixel] = Math.round(LUMA.reduce((sum, share, c) => sum + share * (colour[c] ?? 0), 0));
    }
  }
  const shape = channels === 'rgb' ? [height, width, 3] : [height, width];
  return { ...toDataset(rows, columns, 'images'), shape };
}

/**
 * The picture on a canvas as a row of bytes, like {@link fromImageData}. Alpha is dropped, and
 * transparent pixels are black: fill the canvas before you draw black on it.
 * @throws DataError for a canvas without a 2d context, such as one that WebGPU draws on
 */
export function fromCanvas(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  options: ImageDataOptions = {},
): Dataset {
  if (typeof canvas?.getContext !== 'function') {
    throw new DataError(`expected a canvas, got ${kindOf(canvas)}`);
  }
  const context = canvas.getContext('2d', { willReadFrequently: true }) as
    | CanvasRenderingContext2D
    | OffscreenCanvasRenderingContext2D
    | null;
  if (!context) {
    throw new DataError(
      'the canvas has a context of another kind, such as webgpu, and so no 2d context: draw it on a ' +
        'second canvas with drawImage',
    );
  }
  return fromImageData(context.getImageData(0, 0, canvas.width, canvas.height), options);
}

/**
 * An image of the decoder as pixels for a canvas, opaque. Values outside of [0, 1] are clamped.
 * @param given `[height · width]` grey values, or `[height · width · 3]`: floats in [0, 1], or bytes
 * @throws DataError for another array
 * @throws ConfigError for a size that is no whole numbers
 * @throws ShapeError if the values are not those of such an image
 */
export function toImageData(
  given: Float32Array | Uint8Array | Uint8ClampedArray,
  size: { readonly width: number; readonly height: number },
): Pixels {
  const values = ownArray(given);
  if (!(values instanceof Float32Array || values instanceof Uint8Array)) {
    throw new DataError(`expected a Float32Array or bytes as an image, got ${kindOf(given)}`);
  }
  const { width, height } = size ?? {};
  const unit = values instanceof Float32Array ? 255 : 1;
  assertInRange('width', wholeNumber(1), width);
  assertInRange('height', wholeNumber(1), height);
  const pixels = width * height;
  const channels = values.length / pixels;
  if (channels !== 1 && channels !== 3) {
    throw new ShapeError(
      `an image of ${width} x ${height} pixels takes ${pixels} grey values or ${3 * pixels} values of ` +
        `red, green and blue, got ${values.length}`,
    );
  }
  const data = new Uint8ClampedArray(4 * pixels).fill(255);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let c = 0; c < 3; c++) {
      const value = values[channels * pixel + (c % channels)] ?? 0;
      data[4 * pixel + c] = unit * value;
    }
  }
  if (typeof ImageData === 'undefined') {
    throw new ConfigError(
      'toImageData: this platform has no ImageData, which browsers have; in Node write pictures of the values',
    );
  }
  return new ImageData(data, width, height);
}

function assertPixels(image: unknown, place: number): asserts image is CanvasPixels {
  const { width, height, data } = (image ?? {}) as Partial<CanvasPixels>;
  const bytes = /^Uint8(Clamped)?Array$/.test(arrayName(data) ?? '');
  if (bytes && width && height && data?.length === 4 * width * height) return;
  throw new DataError(
    `image ${place}: expected the pixels of a canvas (an ImageData of four bytes a pixel), got ` +
      kindOf(image),
  );
}
