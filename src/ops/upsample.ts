import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type ImageSize, type Pair, windowConstants } from './image.ts';

/** An enlargement of an image by whole factors, of its height and its width. */
export interface Upsampling {
  /** Name of the output tensor. */
  readonly name: string;
  /** Size of the image in a row of x. */
  readonly image: ImageSize;
  /** Factors of height and width: whole numbers of at least 1. */
  readonly scale: Pair;
}

/**
 * Images enlarged by repeating pixels.
 *
 * @param x `[M, height · width · channels]`
 * @returns `[M, height · scale[0] · width · scale[1] · channels]`
 */
export function upsampleNearest(
  graph: Graph,
  x: Tensor,
  { name, image, scale }: Upsampling,
): Tensor {
  const y = graph.activation(name, enlargedShape(x, scale));
  // Each pixel of x is a window over y.
  const enlarged = { ...image, height: image.height * scale[0], width: image.width * scale[1] };
  const windows = { kernel: scale, stride: scale, padding: [0, 0] } as const;
  const constants = { ...windowConstants(enlarged, windows), WEIGHT: 1 };
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [
      dispatch('window_spread', `${name}.forward`, {
        bindings: { y: x, x: y },
        slots: {},
        constants: { ...constants, ACCUMULATE: false },
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (!dx) return;
      pass.record(
        dispatch('window_sums', `${name}.backward`, {
          bindings: { x: dy, y: dx.tensor },
          slots: {},
          constants: { ...constants, ACCUMULATE: dx.accumulate },
        }),
      );
    },
  });
  return y;
}

/**
 * Images enlarged with bilinear interpolation between the centres of pixels: PyTorch's
 * `align_corners=False`.
 *
 * @param x `[M, height · width · channels]`
 * @returns `[M, height · scale[0] · width · scale[1] · channels]`
 */
export function upsampleBilinear(
  graph: Graph,
  x: Tensor,
  { name, image, scale }: Upsampling,
): Tensor {
  const y = graph.activation(name, enlargedShape(x, scale));
  const constants = {
    IN_HEIGHT: image.height,
    IN_WIDTH: image.width,
    CHANNELS: image.channels,
    SCALE_HEIGHT: scale[0],
    SCALE_WIDTH: scale[1],
  };
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [
      dispatch('bilinear_forward', `${name}.forward`, {
        bindings: { x, y },
        slots: {},
        constants,
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (!dx) return;
      pass.record(
        dispatch('bilinear_backward', `${name}.backward`, {
          bindings: { dy, dx: dx.tensor },
          slots: {},
          constants: { ...constants, ACCUMULATE: dx.accumulate },
        }),
      );
    },
  });
  return y;
}

function enlargedShape({ shape: [rows = 0, columns = 0] }: Tensor, scale: Pair): readonly number[] {
  return [rows, columns * scale[0] * scale[1]];
}
