import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Decides which of a generator and a discriminator is updated. If a mean loss of the discriminator is
 * below `equilibrium` - `margin`, it is ahead, and its update is skipped; if one is above `equilibrium` +
 * `margin`, that of the generator is; if both hold, none is. Source: the code of Larsen et al.,
 * "Autoencoding beyond pixels using a learned similarity metric", 2016.
 *
 * @param losses the discriminator's, of data, of reconstructions and of samples: loss terms, `[ring, 1,
 *   rows]`. The last two are one mean
 * @returns the gates of generator and discriminator, `[2]`: 0 where an update is skipped
 */
export function balance(
  graph: Graph,
  [real, fake, sample]: readonly [Tensor, Tensor, Tensor],
  { name, equilibrium, margin }: { name: string; equilibrium: number; margin: number },
): Tensor {
  const open = graph.activation(name, [2]);
  graph.record({
    label: name,
    inputs: [real, fake, sample],
    outputs: [open],
    forward: [
      dispatch('balance', name, {
        bindings: { real, fake, sample, open },
        slots: {},
        constants: { LOW: equilibrium - margin, HIGH: equilibrium + margin },
      }),
    ],
  });
  return open;
}
