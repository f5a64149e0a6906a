import type { Pair } from '../../src/ops/image.ts';
import type { Window } from '../../src/ops/window.ts';

/** The fields of a window that tests give; the others have defaults. */
export interface WindowGiven {
  readonly size: Pair;
  readonly channels?: Pair;
  readonly kernel: Pair;
  readonly stride?: Pair;
  readonly padding?: Pair;
  readonly dilation?: Pair;
  /** Rows and columns of the large image that are past the last position of the window. */
  readonly rest?: Pair;
}

/** The window over a small image of `size`, by the definition of a transposed convolution. */
export function windowOf({
  size,
  channels = [1, 1],
  kernel,
  stride = [1, 1],
  padding = [0, 0],
  dilation = [1, 1],
  rest = [0, 0],
}: WindowGiven): Window {
  const large = (axis: 0 | 1): number =>
    (size[axis] - 1) * stride[axis] -
    2 * padding[axis] +
    dilation[axis] * (kernel[axis] - 1) +
    1 +
    rest[axis];
  return {
    large: [large(0), large(1), channels[0]],
    small: [...size, channels[1]],
    kernel,
    stride,
    padding,
    dilation,
  };
}

const pairs = (y: number, x: number): Pair => [y, x];

/** Windows of every sort: odd sizes, strides over kernels, one channel, one pixel, dilated. */
export const WINDOWS: Readonly<Record<string, Window>> = {
  'one pixel': windowOf({ size: pairs(1, 1), kernel: pairs(1, 1) }),
  'a window as large as the image': windowOf({
    size: pairs(1, 1),
    channels: pairs(3, 5),
    kernel: pairs(3, 2),
  }),
  'halving an image': windowOf({
    size: pairs(2, 3),
    channels: pairs(4, 4),
    kernel: pairs(4, 4),
    stride: pairs(2, 2),
    padding: pairs(1, 1),
  }),
  'one channel': windowOf({
    size: pairs(3, 4),
    channels: pairs(1, 8),
    kernel: pairs(4, 4),
    stride: pairs(2, 2),
    padding: pairs(1, 1),
  }),
  'same size': windowOf({
    size: pairs(5, 3),
    channels: pairs(5, 3),
    kernel: pairs(3, 3),
    padding: pairs(1, 1),
  }),
  'strides over the kernel': windowOf({
    size: pairs(2, 3),
    channels: pairs(2, 4),
    kernel: pairs(2, 1),
    stride: pairs(3, 2),
    rest: pairs(2, 1),
  }),
  'each axis its own': windowOf({
    size: pairs(2, 4),
    channels: pairs(4, 12),
    kernel: pairs(5, 2),
    stride: pairs(3, 1),
    padding: pairs(2, 0),
    rest: pairs(1, 0),
  }),
  dilated: windowOf({
    size: pairs(3, 3),
    channels: pairs(4, 4),
    kernel: pairs(3, 2),
    padding: pairs(2, 1),
    dilation: pairs(2, 3),
  }),
  'dilated with strides': windowOf({
    size: pairs(3, 2),
    channels: pairs(3, 4),
    kernel: pairs(3, 3),
    stride: pairs(2, 3),
    padding: pairs(2, 1),
    dilation: pairs(3, 2),
    rest: pairs(1, 0),
  }),
  'rows of pixels in phases': windowOf({
    size: pairs(2, 2),
    channels: pairs(32, 2),
    kernel: pairs(4, 3),
    stride: pairs(2, 2),
    padding: pairs(1, 1),
    rest: pairs(1, 0),
  }),
  'pixels in phases': windowOf({
    size: pairs(1, 1),
    channels: pairs(64, 1),
    kernel: pairs(3, 2),
    stride: pairs(2, 2),
    padding: pairs(1, 0),
    rest: pairs(1, 0),
  }),
  'a signal': windowOf({
    size: pairs(1, 6),
    channels: pairs(2, 3),
    kernel: pairs(1, 5),
    stride: pairs(1, 2),
    padding: pairs(0, 2),
    rest: pairs(0, 1),
  }),
};
