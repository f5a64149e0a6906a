import { type PictureSize, resizer } from 'webgpu-vae/formats';

/**
 * Fits grey images of one size into a square: scaled with unchanged proportions, so that the longer
 * side fills it, and centred. The rest is filled with the median grey of the image's border, which
 * continues the background.
 *
 * @param side of the square, in pixels
 * @returns a function that reads an image [from.height, from.width] and writes [side, side]
 */
export function squareFitter(
  from: PictureSize,
  side: number,
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
  const resize = resizer(from, to);
  return (pixels, target) => {
    if (width !== height) target.fill(borderMedian(pixels, from));
    const small = resize(pixels);
    for (let y = 0; y < to.height; y++) {
      for (let x = 0; x < to.width; x++) {
        const value = Math.round(small[y * to.width + x] as number);
        target[(top + y) * side + left + x] = value;
      }
    }
  };
}

/** The median of the outermost pixels; the lower one of two. */
export function borderMedian(pixels: Uint8Array, { width, height }: PictureSize): number {
  const counts = new Uint32Array(256);
  let total = 0;
  const count = (x: number, y: number) => {
    const value = pixels[y * width + x] as number;
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
}
