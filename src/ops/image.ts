/** A number along y and one along x, such as height and width. */
export type Pair = readonly [y: number, x: number];

/** The pixels of an example, each with its channels side by side. */
export interface ImageSize {
  /** Rows of pixels. */
  readonly height: number;
  /** Pixels of a row. */
  readonly width: number;
  /** Values of a pixel. */
  readonly channels: number;
}

/** Windows over an image, as in PyTorch's poolings. Each list is height and width. */
export interface Windows {
  /** Pixels of a window. */
  readonly kernel: Pair;
  /** Pixels from one window to the next. */
  readonly stride: Pair;
  /** Pixels beyond each edge that windows reach. */
  readonly padding: Pair;
}

/** Number of windows over an image, along its height and its width. */
export function windowCount({ height, width }: ImageSize, windows: Windows): Pair {
  const along = (size: number, axis: 0 | 1): number =>
    Math.floor((size + 2 * windows.padding[axis] - windows.kernel[axis]) / windows.stride[axis]) +
    1;
  return [along(height, 0), along(width, 1)];
}

/** The constants of shaders/shared/window.wgsl. */
export function windowConstants(image: ImageSize, windows: Windows): Record<string, number> {
  const { kernel, stride, padding } = windows;
  const [OUT_HEIGHT, OUT_WIDTH] = windowCount(image, windows);
  return {
    IN_HEIGHT: image.height,
    IN_WIDTH: image.width,
    CHANNELS: image.channels,
    OUT_HEIGHT,
    OUT_WIDTH,
    WINDOW_HEIGHT: kernel[0],
    WINDOW_WIDTH: kernel[1],
    STRIDE_HEIGHT: stride[0],
    STRIDE_WIDTH: stride[1],
    PAD_HEIGHT: padding[0],
    PAD_WIDTH: padding[1],
  };
}
