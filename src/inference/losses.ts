/**
 * Losses in nats an example (summed over columns or latent dimensions, averaged over rows).
 * `elbo` is the negative evidence lower bound, a loss: reconstruction + kl, smaller is better.
 */
export interface Losses {
  readonly elbo: number;
  /** -log p(x | z); for a Bernoulli likelihood the binary cross-entropy. */
  readonly reconstruction: number;
  /** In closed form; where an importance-weighted bound is trained, log q(z | x) - log p(z). */
  readonly kl: number;
  /** The importance-weighted bound, where it is what is trained. */
  readonly bound?: number;
}

/** Averages the sums of batches over their rows. */
export class LossMeter {
  #rows = 0;
  #sums: number[] = [];

  /** @param sums over the rows of one batch: reconstruction, kl, and the bound if there is one */
  add(rows: number, sums: readonly number[]): void {
    this.#rows += rows;
    this.#sums = sums.map((sum, i) => (this.#sums[i] ?? 0) + sum);
  }

  get rows(): number {
    return this.#rows;
  }

  mean(): Losses {
    const [reconstruction = Number.NaN, kl = Number.NaN, bound] = this.#sums.map(
      (sum) => sum / this.#rows,
    );
    const elbo = reconstruction + kl;
    return { elbo, reconstruction, kl, ...(bound !== undefined && { bound }) };
  }
}
