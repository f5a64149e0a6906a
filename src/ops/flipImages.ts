import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { matrix } from './slots.ts';

/**
 * Images mirrored left to right with probability 1/2 each, drawn anew at every step. For data: it has
 * no gradient.
 *
 * @param x `[M, height · width · channels]`
 * @param width pixels of a line
 * @param stream one of `random/streams.ts`
 * @returns `[M, height · width · channels]`
 * @throws ShapeError if rows of x are no such images
 */
export function flipImages(
  graph: Graph,
  x: Tensor,
  options: { name: string; width: number; channels: number; stream: number },
): Tensor {
  const { name, width, channels, stream } = options;
  if ((x.shape[1] ?? 0) % (width * channels) !== 0) {
    throw new ShapeError(
      `${describeTensor(x)} holds no images of ${width} pixels a line with ${channels} ` +
        `channel${channels === 1 ? '' : 's'}`,
    );
  }
  const y = graph.activation(name, x.shape);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [
      dispatch('flip_images', name, {
        bindings: { y },
        slots: { load: matrix(x) },
        constants: { PICTURE_WIDTH: width, CHANNELS: channels, STREAM: stream },
      }),
    ],
  });
  return y;
}
