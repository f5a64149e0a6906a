import { shown } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../layers/layer.ts';
import { flipImages } from '../../ops/flipImages.ts';
import { streams } from '../../random/streams.ts';

/**
 * Checks the option `flip`.
 * @param input shape of a row, without the condition
 * @throws ConfigError unless it is true or false, and the input is an image if it is true
 */
export function assertFlip(flip: unknown, input: Shape): void {
  if (typeof flip !== 'boolean') {
    throw new ConfigError(`flip must be true or false, got ${shown(flip)}`);
  }
  if (flip && input.length !== 3) {
    throw new ConfigError(
      'flip mirrors images, and takes an input of shape [height, width, channels], such as ' +
        `[32, 32, 3]; got [${input.join(', ')}]`,
    );
  }
}

/** A batch of images, each mirrored or not. */
export function mirrored(graph: Graph, x: Tensor, [, width = 1, channels = 1]: Shape): Tensor {
  return flipImages(graph, x, { name: 'x.flipped', width, channels, stream: streams.flip });
}
