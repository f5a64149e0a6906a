import { assertOptions, wholeNumber } from '../checks.ts';
import { DataError } from '../errors.ts';
import { type Dataset, toDataset } from './dataset.ts';
import { type CanvasPixels, CHANNELS, type Channels, LUMA } from './imageData.ts';
import { resizer } from './resize.ts';

/** How files of pictures become rows. */
export interface PictureOptions {
  /**
   * Pixels of a side. The largest square in the middle of each picture is cut out and resized: by
   * area where it shrinks, bilinearly where it grows. By default pictures keep their size, which must
   * be the same for all.
   */
  readonly size?: number;
  /** The channels that are kept of a pixel: red, green and blue (`rgb`), or its grey value. `rgb` by default. */
  readonly channels?: Channels;
}

const RANGES = {
  size: wholeNumber(1),
  channels: CHANNELS,
} as const;

/** @throws ConfigError naming an option that is unknown or out of range */
export function assertPictureOptions(of: string, options: PictureOptions): void {
  assertOptions<PictureOptions>(of, options, RANGES);
}

/** Collects decoded pictures as the rows of a data set, in any order. */
export class PictureRows {
  readonly #name: string;
  readonly #count: number;
  readonly #channels: number;
  readonly #fit: (picture: CanvasPixels) => FittedPicture;
  /** [count, height, width, channels]; made with the first picture, which tells the size. */
  #rows:
    | { readonly first: string; readonly picture: FittedPicture; readonly values: Uint8Array }
    | undefined;

  /**
   * @param name of the data set in messages
   * @param count number of pictures, at least 1
   */
  constructor(name: string, count: number, { size, channels = 'rgb' }: PictureOptions) {
    this.#name = name;
    this.#count = count;
    this.#channels = channels === 'rgb' ? 3 : 1;
    this.#fit = pictureFitter(size, this.#channels);
  }

  /**
   * Sets a row.
   * @param path names the picture in messages
   * @throws DataError for a picture of another size than the first
   */
  set(row: number, path: string, pixels: CanvasPixels): void {
    const picture = this.#fit(pixels);
    const { width, height, values } = picture;
    this.#rows ??= { first: path, picture, values: new Uint8Array(this.#count * values.length) };
    const { first, picture: other } = this.#rows;
    if (width !== other.width || height !== other.height) {
      throw new DataError(
        `pictures must have one size: "${first}" has ${other.width} x ${other.height} pixels, ` +
          `"${path}" has ${width} x ${height}; give a size, such as 64, to cut them square and resize them`,
      );
    }
    this.#rows.values.set(values, row * values.length);
  }

  /** The data set of all rows, of shape [height, width, channels]. */
  dataset(labels?: Uint8Array): Dataset {
    const { values, picture } = this.#rows ?? { values: new Uint8Array() };
    const { width = 0, height = 0 } = picture ?? {};
    const shape = [height, width, this.#channels];
    const columns = height * width * this.#channels;
    return { ...toDataset(values, columns, this.#name, labels), shape };
  }
}

/** A picture as a row. */
interface FittedPicture {
  readonly width: number;
  readonly height: number;
  /** [height, width, channels] */
  readonly values: Uint8Array;
}

/**
 * Makes rows of pictures.
 * @param size of the square; undefined keeps pictures as they are
 */
function pictureFitter(
  size: number | undefined,
  channels: number,
): (picture: CanvasPixels) => FittedPicture {
  // Pictures of a folder mostly have one size, whose weights are computed once.
  let from = 0;
  let resize = (values: ArrayLike<number>): ArrayLike<number> => values;
  return (picture) => {
    const { width, height } = picture;
    if (size === undefined) {
      return { width, height, values: cut(picture, 0, 0, width, height, channels) };
    }
    const side = Math.min(width, height);
    const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
    const square = cut(picture, left, top, side, side, channels);
    if (side === size) return { width: size, height: size, values: square };
    if (side !== from) {
      from = side;
      resize = resizer({ width: side, height: side }, { width: size, height: size }, channels);
    }
    // A Uint8ClampedArray rounds.
    const values = new Uint8Array(Uint8ClampedArray.from(resize(square)).buffer);
    return { width: size, height: size, values };
  };
}

/** A part of a picture in colour or grey, on white where it is transparent. */
function cut(
  { width: line, data }: CanvasPixels,
  left: number,
  top: number,
  width: number,
  height: number,
  channels: number,
): Uint8Array {
  const values = new Uint8ClampedArray(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 4 * ((top + y) * line + left + x);
      const to = (y * width + x) * channels;
      const alpha = (data[from + 3] ?? 0) / 255;
      const onWhite = (c: number): number => (data[from + c] ?? 0) * alpha + 255 * (1 - alpha);
      if (channels === 1) {
        values[to] = LUMA[0] * onWhite(0) + LUMA[1] * onWhite(1) + LUMA[2] * onWhite(2);
      } else for (let c = 0; c < 3; c++) values[to + c] = onWhite(c);
    }
  }
  return new Uint8Array(values.buffer);
}
