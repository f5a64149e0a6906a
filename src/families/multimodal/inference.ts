import { gaussianPosterior } from '../../distributions/posteriors/gaussian.ts';
import type { Draw, Posterior } from '../../distributions/posteriors/posterior.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { drawSubset, type Subsets } from '../../ops/expertSubsets.ts';
import { productOfExperts } from '../../ops/productOfExperts.ts';
import { reparameterize } from '../../ops/reparameterize.ts';
import { type SubsetMixture, subsetDensity, subsetMoments } from '../../ops/subsetMixture.ts';

/** The posteriors of a batch: those of single modalities, and of each subset that has a code. */
export interface Inference {
  /** Rows of the batch. */
  readonly rows: number;
  /** `[rows, modalities]`: 0 for a modality that is missing. */
  readonly present: Tensor;
  /** The subsets, as numbers; see `expertSubsets`. */
  readonly table: readonly number[];
  readonly subsets: Subsets;
  /** Moments of each modality alone, `[rows, 2 · latent]`. */
  readonly alone: readonly Tensor[];
  /** Moments of the joint encoder, `[rows, 2 · latent]`, if there is one. */
  readonly joint: Tensor | undefined;
  /** All of these side by side, `[rows, experts · 2 · latent]`. */
  readonly experts: Tensor;
  /** Moments of each subset, `[rows · subsets, 2 · latent]`. */
  readonly stats: Tensor;
}

/** The mixture of the posteriors of all subsets of a row that count. */
export function mixtureOf({ stats, subsets }: Inference): SubsetMixture {
  const column = (subsets.counts.shape[1] ?? 1) - 1;
  return { stats, weights: subsets.counts, column };
}

/**
 * q(z | x) of each row, from the modalities that are there.
 * @param mixture true for the mixture of all subsets, false for the product of the only one
 */
export function posteriorOf(graph: Graph, inference: Inference, mixture: boolean): Posterior {
  if (!mixture) return gaussianPosterior(inference.stats);
  const { rows, present, table, experts } = inference;
  return {
    moments: subsetMoments(graph, mixtureOf(inference), { name: 'subsets.moments', rows }),
    sample(to, { name, noise, samples = 1 }): Draw {
      const latent = (inference.stats.shape[1] ?? 0) / 2;
      const codes = rows * samples;
      const members = drawSubset(to, present, table, {
        name: `${name}.subset`,
        draws: samples,
        noise: noise.next(to, codes, 1),
      });
      const drawn = productOfExperts(to, experts, members, { name: `${name}.stats`, prior: false });
      const z = reparameterize(to, drawn, { name, noise: noise.next(to, codes, latent) });
      const nll: Draw['nll'] = (on, at) =>
        subsetDensity(on, z, mixtureOf(inference), { ...at, rows });
      return { z, samples, nll };
    },
  };
}
