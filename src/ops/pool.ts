import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type ImageSize, type Windows, windowConstants, windowCount } from './image.ts';

/** A pooling of an image and its name. */
export interface Pooling {
  /** Name of the output tensor. */
  readonly name: string;
  /** Size of the image in a row of x. */
  readonly image: ImageSize;
  /** The windows whose values are pooled. */
  readonly windows: Windows;
}

/**
 * The largest value of each window of images. Padding is never the largest; of equal values the
 * first in row order takes the gradient.
 *
 * @param x `[M, height · width · channels]`
 * @returns `[M, windows · channels]`
 */
export function maxPool(graph: Graph, x: Tensor, { name, image, windows }: Pooling): Tensor {
  const y = graph.activation(name, pooledShape(x, image, windows));
  const constants = windowConstants(image, windows);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [
      dispatch('max_pool_forward', `${name}.forward`, {
        bindings: { image: x, y },
        slots: {},
        constants,
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (!dx) return;
      pass.record(
        dispatch('max_pool_backward', `${name}.backward`, {
          bindings: { image: x, dy, dx: dx.tensor },
          slots: {},
          constants: { ...constants, ACCUMULATE: dx.accumulate },
        }),
      );
    },
  });
  return y;
}

/**
 * The mean of each window of images. Padding counts as zeros.
 *
 * @param x `[M, height · width · channels]`
 * @returns `[M, windows · channels]`
 */
export function averagePool(graph: Graph, x: Tensor, { name, image, windows }: Pooling): Tensor {
  const y = graph.activation(name, pooledShape(x, image, windows));
  const WEIGHT = 1 / (windows.kernel[0] * windows.kernel[1]);
  const constants = { ...windowConstants(image, windows), WEIGHT };
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [
      dispatch('window_sums', `${name}.forward`, {
        bindings: { x, y },
        slots: {},
        constants: { ...constants, ACCUMULATE: false },
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (!dx) return;
      pass.record(
        dispatch('window_spread', `${name}.backward`, {
          bindings: { y: dy, x: dx.tensor },
          slots: {},
          constants: { ...constants, ACCUMULATE: dx.accumulate },
        }),
      );
    },
  });
  return y;
}

function pooledShape({ shape }: Tensor, image: ImageSize, windows: Windows): readonly number[] {
  const [height, width] = windowCount(image, windows);
  return [shape[0] ?? 0, height * width * image.channels];
}
