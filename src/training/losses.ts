/**
 * Losses in nats an image (summed over pixels or latent dimensions, averaged over rows).
 * `elbo` is the negative evidence lower bound, a loss: bce + kl, positive, smaller is better.
 */
export interface Losses {
  readonly elbo: number;
  readonly bce: number;
  readonly kl: number;
}

/** Averages the sums of batches over their rows. */
export class LossMeter {
  #rows = 0;
  #bce = 0;
  #kl = 0;

  /** @param sums over the rows of one batch: bce, kl */
  add(rows: number, [bce = Number.NaN, kl = Number.NaN]: readonly number[]): void {
    this.#rows += rows;
    this.#bce += bce;
    this.#kl += kl;
  }

  get rows(): number {
    return this.#rows;
  }

  mean(): Losses {
    const bce = this.#bce / this.#rows;
    const kl = this.#kl / this.#rows;
    return { elbo: bce + kl, bce, kl };
  }
}
