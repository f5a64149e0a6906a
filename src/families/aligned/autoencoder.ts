import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
import type { Posterior } from '../../distributions/posteriors/posterior.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Store } from '../../graph/store.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import type { FieldInput } from '../../ops/batchInputs.ts';
import type { NoiseSource } from '../../ops/noise.ts';

/** Number of domains: a critic's logit tells two. */
export const DOMAINS = 2;

/** Rows of a batch, as an autoencoder compares them. */
export interface DomainRows {
  /**
   * Records the code of each row.
   * @param domain `[rows, 2]`, one-hot
   */
  encode(domain: Tensor, pass: ForwardPass): Posterior;
  /**
   * Records -log p(x | z, domain) of the rows, a loss term, `[ring, 1, rows]`, and what a critic sees of them,
   * `[rows, seen]`.
   * @param z `[rows, latent]`
   */
  decode(
    z: Tensor,
    domain: Tensor,
    pass: ForwardPass,
  ): { readonly loss: Tensor; readonly seen: Tensor };
  /** Records what a critic sees of rows that are written from codes in a domain, `[rows, seen]`. */
  translate(z: Tensor, to: Tensor, pass: ForwardPass): Tensor;
}

/** An autoencoder of rows of two domains, whose networks are told the domain of each row. */
export interface DomainAutoencoder {
  /** Its parameters are declared. */
  readonly store: Store;
  /** The field of its rows. */
  readonly field: Field;
  readonly latent: { readonly size: number };
  /** Its layers, in order. */
  readonly description: readonly LayerDescription[];
  /** Records the rows of a batch. */
  read(graph: Graph, data: FieldInput, source: BatchSource): DomainRows;
  /** Records the row of each code: means, or the likeliest tokens, `[rows, columns]`. */
  write(graph: Graph, z: Tensor, domain: Tensor, noise: NoiseSource): Tensor;
}
