/**
 * Losses in nats an image (summed over pixels or latent dimensions, averaged over rows).
 * `elbo` is the negative evidence lower bound, a loss: reconstruction + kl, positive, smaller is better.
 */
export interface Losses {
  readonly elbo: number;
  readonly reconstruction: number;
  readonly kl: number;
}

/** Averages the sums of batches over their rows. */
export class LossMeter {
  #rows = 0;
  #reconstruction = 0;
  #kl = 0;

  /** @param sums over the rows of one batch: reconstruction, kl */
  add(rows: number, [reconstruction = Number.NaN, kl = Number.NaN]: readonly number[]): void {
    this.#rows += rows;
    this.#reconstruction += reconstruction;
    this.#kl += kl;
  }

  get rows(): number {
    return this.#rows;
  }

  mean(): Losses {
    const reconstruction = this.#reconstruction / this.#rows;
    const kl = this.#kl / this.#rows;
    return { elbo: reconstruction + kl, reconstruction, kl };
  }
}
