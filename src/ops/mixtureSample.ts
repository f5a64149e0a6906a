import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import type { Mixture } from './mixtureDensity.ts';
import { type NoiseSource, noiseSlot } from './noise.ts';
import { reparameterize } from './reparameterize.ts';
import { standardNormal } from './standardNormal.ts';

/**
 * Samples of a mixture: a component drawn by its weight, then a value of it, whose deviation is
 * multiplied by the noise scale of the step. Draws at two sites. It has no gradient. An example has `samples`
 * adjacent rows, 1 by default; rows of examples past the batch have no noise.
 *
 * @returns `[rows, L]`
 */
export function mixtureSample(
  graph: Graph,
  { stats, logWeights }: Mixture,
  {
    name,
    rows,
    noise,
    samples = 1,
  }: { name: string; rows: number; noise: NoiseSource; samples?: number },
): Tensor {
  const [, width = 0] = stats.shape;
  const chosen = graph.activation(`${name}.component`, [rows, width]);
  const { slot, constants } = noiseSlot(noise.next(graph, rows, 1));
  graph.record({
    label: chosen.name,
    inputs: [stats, logWeights],
    outputs: [chosen],
    forward: [
      dispatch('mixture_choice', chosen.name, {
        bindings: { stats, log_weights: logWeights, chosen },
        slots: { uniform: slot },
        constants: { ...constants, K: 1 },
      }),
    ],
  });
  const latent = width / 2;
  const drawn = noise.next(graph, rows, latent);
  const scaled = standardNormal(graph, {
    ...{ name: `${name}.noise`, rows, latent, samples },
    noise: drawn,
  });
  return reparameterize(graph, chosen, { name, noise: { kind: 'given', noise: scaled } });
}
