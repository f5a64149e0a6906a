/** Grey images: intensities 0..1, or bytes 0..255. */
export type GreyValues = Float32Array | Uint8Array;

/**
 * Arranges images row by row in one picture.
 *
 * @param values `[count, width · height]`
 * @param gap pixels between images, which stay transparent
 */
export function tile(
  values: GreyValues,
  size: { readonly width: number; readonly height: number },
  columns: number,
  gap = 1,
): ImageData {
  const { width, height } = size;
  const count = values.length / (width * height);
  const rows = Math.ceil(count / columns);
  const picture = new ImageData(
    columns * (width + gap) - gap,
    Math.max(1, rows * (height + gap) - gap),
  );
  const scale = values instanceof Uint8Array ? 1 : 255;
  for (let image = 0; image < count; image++) {
    const left = (image % columns) * (width + gap);
    const top = Math.floor(image / columns) * (height + gap);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const grey = scale * (values[image * width * height + y * width + x] as number);
        const at = 4 * ((top + y) * picture.width + left + x);
        // A Uint8ClampedArray rounds and clamps values.
        picture.data.fill(grey, at, at + 3);
        picture.data[at + 3] = 255;
      }
    }
  }
  return picture;
}
