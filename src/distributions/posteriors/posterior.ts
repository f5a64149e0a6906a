import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { KlRule } from '../../ops/kl.ts';
import type { Noise } from '../../ops/noise.ts';

/** q(z | x) of a batch. */
export interface Posterior {
  /** Mean and log variance `[rows, 2 · latent]`, if the posterior has them. */
  readonly moments?: Tensor;
  /** Records samples `[rows · samples, latent]`. Samples of a row are adjacent. */
  sample(graph: Graph, at: { name: string; noise: Noise; samples?: number }): Tensor;
  /**
   * Records log q(z | x) - log p(z) for samples that `sample` drew with the same noise.
   * @returns a loss term, `[ring, 1, rows · samples]`, in nats
   */
  logRatio(graph: Graph, z: Tensor, at: { name: string; noise: Noise }): Tensor;
  /**
   * Records KL(q || p) in closed form, if there is one.
   * @param at.target index of the rule's target in the step record
   * @returns a loss term, `[ring, 1, rows]`, in nats
   */
  divergence?(graph: Graph, at: { name: string; rule?: KlRule; target?: number }): Tensor;
}

/** A posterior whose KL against the prior has a closed form. */
export type ClosedPosterior = Posterior & Required<Pick<Posterior, 'divergence'>>;
