import type { Domain } from '../../data/domain.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { Definition } from '../../kernels/definitions.ts';
import type { KlRule } from '../../ops/kl.ts';
import type { NoiseSource } from '../../ops/noise.ts';

/** p(z) */
export interface Prior {
  /** Name of its kind. Posteriors know by it for which priors they have a closed form. */
  readonly kind: string;
  /**
   * Records samples, `[rows, latent]`. Their noise is multiplied by the temperature of `sample`
   * where it is drawn.
   * @param at.samples adjacent rows per example, for operations that leave out rows past the batch; 1 by default
   */
  sample(
    graph: Graph,
    at: { name: string; rows: number; noise: NoiseSource; samples?: number },
  ): Tensor;
  /**
   * Records -log p(z) of each row, with a gradient with respect to z and to the prior's parameters.
   * @param z `[M, latent]`
   * @param at.samples rows of z per example, for operations that leave out rows past the batch
   * @returns a loss term, `[ring, 1, M]`, in nats
   */
  nll(graph: Graph, z: Tensor, at: { name: string; samples: number }): Tensor;
  /**
   * KL(N(mu, exp(logvar)) || p) in closed form, where there is one.
   * @param moments `[rows, 2 · latent]`: mu, then logvar
   */
  gaussianDivergence?(moments: Tensor): Divergence;
  /**
   * Records the probability of each cluster, given z, where the prior has clusters.
   * @param z `[M, latent]`
   * @param at.samples rows of z per example
   * @returns `[M, clusters]`
   */
  clusters?(graph: Graph, z: Tensor, at: { name: string; samples: number }): Tensor;
}

/**
 * Records a KL in closed form.
 * @param at.target index of the rule's target in the step record
 * @returns a loss term, `[ring, 1, rows]`, in nats
 */
export type Divergence = (
  graph: Graph,
  at: { name: string; rule?: KlRule; target?: number },
) => Tensor;

/** The interface through which a prior declares its parameters in a model. */
export interface PriorContext {
  /** Dimensions of z. */
  readonly size: number;
  /** The store that gets the parameters. */
  readonly store: Store;
  /** The encoder, for priors made of posteriors; absent in families that have none. */
  readonly encoder?: PriorEncoder;
}

/** The encoder of a model, as its prior may use it. */
export interface PriorEncoder {
  /** Values of a row that the encoder sees, with its condition. */
  readonly columns: number;
  /** The values that data may have. */
  readonly domain: Domain;
  /** True if its posteriors are Gaussians that their moments say all of. */
  readonly gaussian: boolean;
  /**
   * Records the posterior of each row as in evaluation. The rows are no batch: none is past its end.
   * @param seen `[rows, columns]`
   * @returns its moments `[rows, 2 · latent]`, mu and then logvar, if it has them
   */
  posterior(graph: Graph, seen: Tensor, noise: NoiseSource): { readonly moments?: Tensor };
}

/** A kind of prior: its options, and how it is built in a model. */
export interface PriorDefinition<Options> extends Definition {
  /** Loads what the options name, such as flows, before `resolve`. */
  readonly load?: (given: Partial<Options>) => Promise<void>;
  /**
   * Fills in defaults.
   * @throws ConfigError naming the option, the accepted values and the given value
   */
  readonly resolve: (given: Partial<Options>) => Options;
  /** @throws ConfigError if the prior does not fit the size of z */
  readonly build: (context: PriorContext, options: Options) => Prior;
}
