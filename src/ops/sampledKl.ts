import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';
import { termWeight } from './slots.ts';

/** Arguments of {@link sampledKl}. */
interface SampledKlOptions {
  readonly name: string;
  readonly noise: Noise;
  readonly held?: boolean;
  readonly posteriors?: number;
}

/**
 * log q(z | x) - log p(z) of each sample, in nats. Its expectation is KL(q(z | x) || N(0, I)).
 * Source: Burda et al., "Importance weighted autoencoders", 2015.
 *
 * @param stats `[M, 2L]`: mu, then logvar
 * @param z `[M · samples, L]`, from `reparameterize` with the same noise
 * @param held if true, the gradient is with respect to z alone, with the posterior held fixed
 * @param posteriors rows of stats per example; they are adjacent
 * @returns a loss term, `[ring, 1, M · samples]`
 */
export function sampledKl(
  graph: Graph,
  stats: Tensor,
  z: Tensor,
  { name, noise, held = false, posteriors = 1 }: SampledKlOptions,
): Tensor {
  const terms = graph.terms(name, z.shape[0] ?? 0);
  const { slot, constants } = noiseSlot(noise);
  graph.record({
    label: name,
    inputs: [stats, z],
    outputs: [terms],
    forward: [
      dispatch('sampled_kl_forward', `${name}.forward`, {
        bindings: { stats, z, terms },
        slots: { noise: slot },
        constants: { ...constants, ...(posteriors > 1 && { POSTERIORS: posteriors }) },
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, terms);
      const dz = weight && pass.gradientInto(z);
      if (held && dz) {
        pass.record(
          dispatch('path_kl_backward', `${name}.backward`, {
            bindings: { stats, z, dz: dz.tensor },
            slots: { term_weight: weight.slot },
            constants: { ...weight.constants, ACCUMULATE: dz.accumulate },
          }),
        );
        return;
      }
      const dstats = weight && pass.gradientInto(stats);
      if (!dz || !dstats) return;
      pass.record(
        dispatch('sampled_kl_backward', `${name}.backward`, {
          bindings: { z, dz: dz.tensor, dstats: dstats.tensor },
          slots: { term_weight: weight.slot },
          constants: {
            ...weight.constants,
            ACCUMULATE_Z: dz.accumulate,
            ACCUMULATE_STATS: dstats.accumulate,
          },
        }),
      );
    },
  });
  return terms;
}
