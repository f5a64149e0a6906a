/**
 * Grey values or colours on white.
 *
 * @param pixels [count, channels], 0 to 255; alpha not premultiplied
 * @param channels 1 (grey), 3 (RGB) or 4 (RGBA)
 * @returns [count, 1] for grey values, else [count, 3], rounded; `pixels` itself without alpha
 */
export function onWhite(
  pixels: Uint8Array | Uint8ClampedArray,
  channels: 1 | 3 | 4,
): Uint8Array | Uint8ClampedArray {
  if (channels !== 4) return pixels;
  const blended = new Uint8Array((pixels.length / 4) * 3);
  for (let i = 0; i < blended.length / 3; i++) {
    const alpha = (pixels[4 * i + 3] as number) / 255;
    for (let c = 0; c < 3; c++) {
      blended[3 * i + c] = Math.round((pixels[4 * i + c] as number) * alpha + 255 * (1 - alpha));
    }
  }
  return blended;
}

/** True if no pixel of [count, 3] has a colour. */
export function isGrey(pixels: Uint8Array): boolean {
  for (let i = 0; i < pixels.length; i += 3) {
    if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return false;
  }
  return true;
}

/** One value in place of three equal ones. */
export function greyOf(pixels: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: pixels.length / 3 }, (_, i) => pixels[3 * i] as number);
}

/** True if all pixels are the same, so that there is nothing to learn or see. */
export function isConstant(pixels: Uint8Array, channels: 1 | 3): boolean {
  return pixels.every((value, i) => value === pixels[i % channels]);
}
