import { assertInRange, wholeNumber } from '../checks.ts';
import { ShapeError } from '../errors.ts';

/** Width and height of a picture. */
export interface PictureSize {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
}

/** The inputs and weights of each output along one axis; the weights of an output sum to 1. */
interface AxisTaps {
  /** [to], the first input of each output. */
  readonly first: Int32Array;
  /** [to, count], the weights of that input and the following ones. */
  readonly weights: Float64Array;
  /** Inputs per output; those past the end of the axis have weight 0. */
  readonly count: number;
}

/**
 * Resizes images of one size to another, axis by axis. With s = from / to, output i is
 * Σⱼ wᵢⱼ xⱼ, where
 *
 * - down (s > 1), by area: wᵢⱼ = |[j, j + 1) ∩ [i s, (i + 1) s)| / s. An input's weight is the
 *   share of the output that it covers, which avoids aliasing and keeps the mean.
 * - up (s ≤ 1), bilinear: with c = (i + ½) s - ½, kept within [0, from - 1], the input at ⌊c⌋ has
 *   weight 1 - (c - ⌊c⌋) and the next one the rest. An unchanged size leaves the image unchanged.
 *
 * Stored values are averaged, without conversion from sRGB gamma.
 *
 * @param channels values of a pixel, which lie side by side; 1 by default
 * @returns a function that maps an image [from.height, from.width, channels] to
 *   [to.height, to.width, channels]; its result is overwritten by the next call. It throws a
 *   ShapeError for another number of values
 * @throws ConfigError for a size or a number of channels that is no whole number of at least 1
 */
export function resizer(
  from: PictureSize,
  to: PictureSize,
  channels = 1,
): (pixels: ArrayLike<number>) => Float64Array {
  assertSize('from', from);
  assertSize('to', to);
  assertInRange('channels', wholeNumber(1), channels);
  const across = axisTaps(from.width, to.width);
  const down = axisTaps(from.height, to.height);
  const line = to.width * channels;
  const narrow = new Float64Array(from.height * line);
  const result = new Float64Array(to.height * line);
  return (pixels) => {
    const wanted = from.width * from.height * channels;
    if (pixels?.length !== wanted) {
      throw new ShapeError(
        `an image of ${from.width} x ${from.height} pixels with ${channels} channels has ${wanted} values, ` +
          `got ${pixels?.length}`,
      );
    }
    for (let y = 0; y < from.height; y++) {
      for (let x = 0; x < to.width; x++) {
        const start = (y * from.width + (across.first[x] as number)) * channels;
        for (let c = 0; c < channels; c++) {
          const sum = weighted(pixels, start + c, channels, across, x);
          narrow[y * line + x * channels + c] = sum;
        }
      }
    }
    for (let y = 0; y < to.height; y++) {
      const start = (down.first[y] as number) * line;
      for (let i = 0; i < line; i++) {
        result[y * line + i] = weighted(narrow, start + i, line, down, y);
      }
    }
    return result;
  };
}

function assertSize(name: string, size: PictureSize): void {
  const { width, height } = size ?? {};
  assertInRange(`${name}.width`, wholeNumber(1), width);
  assertInRange(`${name}.height`, wholeNumber(1), height);
}

/** The weighted sum for one output; inputs are `stride` apart. */
function weighted(
  values: ArrayLike<number>,
  start: number,
  stride: number,
  { weights, count }: AxisTaps,
  output: number,
): number {
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const weight = weights[output * count + k] as number;
    // Inputs with weight 0 are not read, since they may be outside the image.
    if (weight !== 0) sum += weight * (values[start + k * stride] as number);
  }
  return sum;
}

function axisTaps(from: number, to: number): AxisTaps {
  return to < from ? areaTaps(from, to) : bilinearTaps(from, to);
}

function areaTaps(from: number, to: number): AxisTaps {
  const scale = from / to;
  const count = Math.ceil(scale) + 1;
  const first = new Int32Array(to);
  const weights = new Float64Array(to * count);
  for (let i = 0; i < to; i++) {
    // Integers divided by `to`, so that neighbouring outputs meet exactly.
    const begin = (i * from) / to;
    const end = ((i + 1) * from) / to;
    const start = Math.floor(begin);
    first[i] = start;
    for (let k = 0; k < count; k++) {
      const covered = Math.min(start + k + 1, end) - Math.max(start + k, begin);
      weights[i * count + k] = Math.max(0, covered) / scale;
    }
  }
  return { first, weights, count };
}

function bilinearTaps(from: number, to: number): AxisTaps {
  const first = new Int32Array(to);
  const weights = new Float64Array(to * 2);
  for (let i = 0; i < to; i++) {
    const centre = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    const start = Math.floor(centre);
    first[i] = start;
    weights[2 * i] = 1 - (centre - start);
    weights[2 * i + 1] = centre - start;
  }
  return { first, weights, count: 2 };
}
