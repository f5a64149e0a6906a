import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/**
 * Samples of the approximate posterior, `z = mu + exp(logvar / 2) · noise`.
 * Source: Kingma & Welling, "Auto-encoding variational Bayes", 2013, section 2.4.
 *
 * @param stats `[M, 2L]`: mu, then logvar
 * @param samples number of samples per row; they are adjacent
 * @returns `[M · samples, L]`
 */
export function reparameterize(
  graph: Graph,
  stats: Tensor,
  { name, noise, samples = 1 }: { name: string; noise: Noise; samples?: number },
): Tensor {
  const [rows = 0, width = 0] = stats.shape;
  const z = graph.activation(name, [rows * samples, width / 2]);
  const { slot, constants } = noiseSlot(noise);
  graph.record({
    label: name,
    inputs: [stats],
    outputs: [z],
    forward: [
      dispatch('reparameterize_forward', `${name}.forward`, {
        bindings: { stats, z },
        slots: { noise: slot },
        constants,
      }),
    ],
    backward(pass) {
      const dz = pass.gradientOf(z);
      const dstats = dz && pass.gradientInto(stats);
      if (!dstats) return;
      pass.record(
        dispatch('reparameterize_backward', `${name}.backward`, {
          bindings: { stats, dz, dstats: dstats.tensor },
          slots: { noise: slot },
          constants: { ...constants, ACCUMULATE: dstats.accumulate },
        }),
      );
    },
  });
  return z;
}
