import { BLOCK, physicalSize, roundUp } from '../graph/layout.ts';
import type { Pair } from './image.ts';

/** Height, width and channels of an image. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * A window that slides over a large image, with one pixel of a small image for each of its
 * positions. A convolution goes from the large image to the small one, a transposed convolution back.
 * Pixel `y` of the large image lies under tap `k` of the window for pixel `i` of the small one if
 * `y = stride · i + dilation · k - padding`.
 */
export interface Window {
  /** The image that the window slides over. */
  readonly large: ImageShape;
  /** The image of the window's positions. */
  readonly small: ImageShape;
  /** Height and width of the window, in taps. */
  readonly kernel: Pair;
  /** Pixels from one position to the next. */
  readonly stride: Pair;
  /** Pixels of zero around the large image. */
  readonly padding: Pair;
  /** Pixels from one tap to the next. */
  readonly dilation: Pair;
}

/** Shape of the weights: `[small channels, kernel y · kernel x · large channels]`. */
export function weightShape({ large, small, kernel }: Window): readonly [number, number] {
  return [small[2], kernel[0] * kernel[1] * large[2]];
}

/** Constants of shaders/shared/patches for the patches of the large image under the window. */
export function patchConstants({ large, small, kernel, stride, padding, dilation }: Window) {
  return {
    ...imageConstants(large),
    POSITIONS_Y: small[0],
    POSITIONS_X: small[1],
    TAPS_Y: kernel[0],
    TAPS_X: kernel[1],
    STEP_Y: stride[0],
    STEP_X: stride[1],
    FIRST_Y: -padding[0],
    FIRST_X: -padding[1],
    TAP_Y: dilation[0],
    TAP_X: dilation[1],
    DIVIDE_Y: 1,
    DIVIDE_X: 1,
  };
}

/**
 * Constants of shaders/shared/patches and shaders/shared/blocks for blocks of the large image, each
 * computed from a patch of the small one.
 */
export function blockConstants({ large, small, kernel, stride, padding, dilation }: Window) {
  const axis = (i: 0 | 1, apart: boolean) =>
    blockAxis({
      size: large[i],
      kernel: kernel[i],
      stride: stride[i],
      padding: padding[i],
      dilation: dilation[i],
      apart,
    });
  // Phases have fewer columns than blocks. Those of each must fill tiles, the narrowest of blocks along x.
  const x = axis(1, large[2] % TILE === 0);
  const y = axis(0, (x.block * large[2]) % TILE === 0);
  return {
    ...imageConstants(small),
    POSITIONS_Y: y.positions,
    POSITIONS_X: x.positions,
    TAPS_Y: y.taps,
    TAPS_X: x.taps,
    STEP_Y: 1,
    STEP_X: 1,
    FIRST_Y: y.first,
    FIRST_X: x.first,
    TAP_Y: -dilation[0],
    TAP_X: -dilation[1],
    DIVIDE_Y: y.divide,
    DIVIDE_X: x.divide,
    OUT_HEIGHT: large[0],
    OUT_WIDTH: large[1],
    OUT_CHANNELS: large[2],
    KERNEL_Y: kernel[0],
    KERNEL_X: kernel[1],
    BLOCK_Y: y.block,
    BLOCK_X: x.block,
    PHASES_Y: y.phases,
    PHASES_X: x.phases,
    SHIFT_Y: y.shift,
    SHIFT_X: x.shift,
  };
}

/**
 * How one axis of the large image is cut into blocks. In a block of `stride` pixels, all pixels see
 * the same pixels of the small image, each through every `stride`-th tap. If the window is dilated
 * too, this does not hold: a block is one pixel then, and taps between pixels of the small image count
 * as zero. Pixels that are to be computed apart, in phases, are `stride` blocks of one pixel each: blocks at the rim
 * of the image lie in it in part, and phases do not.
 */
function blockAxis(axis: {
  size: number;
  kernel: number;
  stride: number;
  padding: number;
  dilation: number;
  apart: boolean;
}) {
  const { size, kernel, stride, padding, dilation, apart } = axis;
  const pixels = dilation === 1 ? stride : 1;
  const first = Math.floor(padding / pixels);
  const phases = apart ? pixels : 1;
  return {
    block: pixels / phases,
    phases,
    first,
    shift: padding - pixels * first,
    positions:
      phases > 1 ? Math.ceil(size / pixels) : Math.floor((size - 1 + padding) / pixels) - first + 1,
    taps: Math.ceil(kernel / pixels),
    divide: stride / pixels,
  };
}

function imageConstants([height, width, channels]: ImageShape) {
  return { HEIGHT: height, WIDTH: width, CHANNELS: channels };
}

/** Tiles of weights that keep a GPU busy, and positions that are worth a tile of their own. */
const ENOUGH_TILES = 256;
const LEAST_SPAN = 256;
const TILE = 64;

/**
 * The parts in which the gradients of weights and bias are summed: the sum is over all positions of
 * a batch, and the matrix of weights small.
 */
export function gradientParts(window: Window, rows: number, biases: number) {
  const [height, width, n] = window.small;
  const [, patch] = weightShape(window);
  const positions = rows * height * width;
  const tiles = Math.ceil(n / TILE) * Math.ceil(patch / TILE);
  const wanted = Math.min(Math.ceil(ENOUGH_TILES / tiles), Math.ceil(positions / LEAST_SPAN));
  const span = roundUp(Math.ceil(positions / wanted), BLOCK);
  const first = physicalSize([n, patch]);
  return {
    /** Number of parts. */
    parts: Math.ceil(positions / span),
    /** Positions of a part. */
    span,
    /** Where the bias begins in a part: behind the weights. */
    first,
    /** Values of a part. */
    size: first + physicalSize([biases]),
  };
}
