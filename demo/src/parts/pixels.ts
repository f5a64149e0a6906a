/** Values of images: intensities 0..1, or bytes 0..255. */
export type PixelValues = Float32Array | Uint8Array;

/** The form of an image. */
export interface ImageForm {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue side by side. */
  readonly channels: 1 | 3;
}

/**
 * Arranges images row by row in one picture.
 *
 * @param values `[count, height · width · channels]`
 * @param gap pixels between images, which stay transparent
 */
export function tile(values: PixelValues, form: ImageForm, columns: number, gap = 1): ImageData {
  const { width, height, channels } = form;
  const count = values.length / (width * height * channels);
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
        const from = (image * width * height + y * width + x) * channels;
        const at = 4 * ((top + y) * picture.width + left + x);
        // A Uint8ClampedArray rounds and clamps values.
        for (let c = 0; c < 3; c++) {
          picture.data[at + c] = scale * (values[from + (c % channels)] as number);
        }
        picture.data[at + 3] = 255;
      }
    }
  }
  return picture;
}
