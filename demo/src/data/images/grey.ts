/**
 * Grey values of coloured pixels: the luma of Rec. 709, 0.2126 R + 0.7152 G + 0.0722 B of the
 * stored values, rounded. Transparent pixels are blended with white.
 *
 * @param pixels [count, channels], 0 to 255; alpha not premultiplied
 * @param channels 1 (grey), 3 (RGB) or 4 (RGBA)
 * @returns [count]
 */
export function greyOf(pixels: ArrayLike<number>, channels: 1 | 3 | 4): Uint8Array {
  const grey = new Uint8Array(pixels.length / channels);
  for (let i = 0; i < grey.length; i++) {
    const at = i * channels;
    const red = pixels[at] as number;
    if (channels === 1) {
      grey[i] = red;
      continue;
    }
    const luma =
      0.2126 * red + 0.7152 * (pixels[at + 1] as number) + 0.0722 * (pixels[at + 2] as number);
    const alpha = channels === 4 ? (pixels[at + 3] as number) / 255 : 1;
    grey[i] = Math.round(luma * alpha + 255 * (1 - alpha));
  }
  return grey;
}

/** True if all pixels have the same value, so that there is nothing to learn or see. */
export function isConstant(pixels: Uint8Array): boolean {
  return pixels.every((value) => value === pixels[0]);
}
