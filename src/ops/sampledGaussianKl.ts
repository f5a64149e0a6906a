import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';
import { sampleWeight } from './slots.ts';

/**
 * log q(z) - log p(z) of each sample z of a diagonal Gaussian q, for a diagonal Gaussian p, in nats.
 * Its expectation is KL(q || p).
 *
 * @param q `[M, 2L]`: mu, then logvar
 * @param p `[M · draws, 2L]`: mu, then logvar
 * @param z `[M · draws, L]`, from `reparameterize` of q with the same noise
 * @param samples rows of z per example, which are adjacent
 * @returns a loss term, `[ring, 1, M · draws]`
 */
export function sampledGaussianKl(
  graph: Graph,
  { q, p, z }: { q: Tensor; p: Tensor; z: Tensor },
  { name, noise, samples = 1 }: { name: string; noise: Noise; samples?: number },
): Tensor {
  const terms = graph.terms(name, z.shape[0] ?? 0);
  const { slot, constants } = noiseSlot(noise);
  graph.record({
    label: name,
    inputs: [q, p, z],
    outputs: [terms],
    forward: [
      dispatch('sampled_gaussian_kl_forward', `${name}.forward`, {
        bindings: { q, z, p, terms },
        slots: { noise: slot },
        constants: { ...constants, ...(samples > 1 && { SAMPLES: samples }) },
      }),
    ],
    backward(pass) {
      const weight = sampleWeight(pass, terms, samples);
      if (!weight) return;
      const [dq, dp, dz] = [q, p, z].map((input) => pass.gradientInto(input));
      if (!dq && !dp && !dz) return;
      pass.record(
        dispatch('sampled_gaussian_kl_backward', `${name}.backward`, {
          bindings: {
            z,
            p,
            dq: dq?.tensor ?? pass.scratch(`${name}.dq`, q.shape),
            dz: dz?.tensor ?? pass.scratch(`${name}.dz`, z.shape),
            dp: dp?.tensor ?? pass.scratch(`${name}.dp`, p.shape),
          },
          slots: { term_weight: weight.slot },
          constants: {
            ...weight.constants,
            ACCUMULATE_Q: dq?.accumulate ?? false,
            ACCUMULATE_P: dp?.accumulate ?? false,
            ACCUMULATE_Z: dz?.accumulate ?? false,
          },
        }),
      );
    },
  });
  return terms;
}
