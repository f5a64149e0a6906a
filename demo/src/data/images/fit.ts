import { type PictureSize, resizer } from 'webgpu-vae/formats';

/**
 * Fits images of one size into a square: scaled with unchanged proportions, so that the longer
 * side fills it, and centred. The rest is filled with the median of the image's border in each
 * channel, which continues the background.
 *
 * @param side of the square, in pixels
 * @param channels values of a pixel
 * @returns a function that reads an image [from.height, from.width, channels] and writes
 *   [side, side, channels]
 */
export function squareFitter(
  from: PictureSize,
  side: number,
  channels: 1 | 3,
): (pixels: Uint8Array, target: Uint8Array) => void {
  const { width, height } = from;
  if (width === side && height === side) return (pixels, target) => target.set(pixels);

  const scale = side / Math.max(width, height);
  // Lines must keep a width of at least one pixel.
  const to = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const left = Math.floor((side - to.width) / 2);
  const top = Math.floor((side - to.height) / 2);
  const resize = resizer(from, to, channels);
  return (pixels, target) => {
    if (width !== height) {
      const background = borderMedian(pixels, from, channels);
      for (let i = 0; i < target.length; i++) target[i] = background[i % channels] as number;
    }
    const small = resize(pixels);
    for (let y = 0; y < to.height; y++) {
      const line = ((top + y) * side + left) * channels;
      for (let i = 0; i < to.width * channels; i++) {
        target[line + i] = Math.round(small[y * to.width * channels + i] as number);
      }
    }
  };
}

/** The median of the outermost pixels in each channel; the lower one of two. */
export function borderMedian(
  pixels: Uint8Array,
  { width, height }: PictureSize,
  channels: 1 | 3,
): number[] {
  return Array.from({ length: channels }, (_, channel) => {
    const counts = new Uint32Array(256);
    let total = 0;
    const count = (x: number, y: number) => {
      const value = pixels[(y * width + x) * channels + channel] as number;
      counts[value] = (counts[value] as number) + 1;
      total += 1;
    };
    for (let x = 0; x < width; x++) {
      count(x, 0);
      if (height > 1) count(x, height - 1);
    }
    for (let y = 1; y < height - 1; y++) {
      count(0, y);
      if (width > 1) count(width - 1, y);
    }
    let below = 0;
    return counts.findIndex((number) => {
      below += number;
      return 2 * below >= total;
    });
  });
}
