import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { roundUp } from '../graph/layout.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/** Pixels of a line of the result are a multiple of this, which copies into a texture take. */
const PITCH = 64;

/** Pictures side by side. */
export interface PictureGrid {
  /** Pixels of a picture across. */
  readonly width: number;
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue of each pixel side by side. */
  readonly channels: 1 | 3;
  /** Pictures in a line. */
  readonly columns: number;
  /** True puts blue first in a pixel. */
  readonly bgra: boolean;
}

/**
 * Pictures as the pixels of a canvas: red, green, blue and alpha, or with blue first, from the lowest
 * byte; values are clamped to [0, 1].
 *
 * @param x `[M, height · width · channels]`
 * @returns u32 `[lines, pitch]` with as many lines as the pictures take, `pitch` a multiple of 64
 * @throws ShapeError if rows of x are no such pictures
 */
export function pixels(
  graph: Graph,
  x: Tensor,
  { name, grid }: { name: string; grid: PictureGrid },
): Tensor {
  const { width, height, channels, columns, bgra } = grid;
  const [pictures = 0, values = 0] = x.shape;
  if (values !== width * height * channels) {
    throw new ShapeError(
      `${describeTensor(x)} holds no pictures of ${width} x ${height} pixels with ${channels} ` +
        `channel${channels === 1 ? '' : 's'}`,
    );
  }
  const lines = height * Math.ceil(pictures / columns);
  const canvas = graph.activation(name, [lines, roundUp(width * columns, PITCH)], 'u32');
  graph.record({
    label: name,
    inputs: [x],
    outputs: [canvas],
    forward: [
      dispatch('pixels', name, {
        bindings: { x, canvas },
        slots: {},
        constants: {
          PICTURE_WIDTH: width,
          PICTURE_HEIGHT: height,
          CHANNELS: channels,
          COLUMNS: columns,
          BGRA: bgra,
        },
      }),
    ],
  });
  return canvas;
}
