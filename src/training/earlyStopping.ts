import type { Snapshot } from '../runtime/snapshot.ts';

/**
 * When to stop for want of progress on the validation data: by their ELBO, whichever bound is
 * trained. Counted within one call of `fit`: a run that goes on begins to count anew.
 */
export interface EarlyStopping {
  /** Epochs in a row without a better validation ELBO after which training ends. */
  readonly patience: number;
  /** By how many nats an ELBO must be lower than the best so far to count as better. 0 by default. */
  readonly minDelta?: number;
  /** Whether the model goes back to its best epoch at the end. True by default. */
  readonly restoreBest?: boolean;
}

/** Keeps the best epoch of a run. */
export class BestEpoch {
  readonly #patience: number;
  readonly #minDelta: number;
  #elbo = Infinity;
  #waited = 0;
  #epoch: number | undefined;
  #snapshot: Snapshot | undefined;

  constructor({ patience, minDelta = 0 }: EarlyStopping) {
    this.#patience = patience;
    this.#minDelta = minDelta;
  }

  /** Whether a validation ELBO is the best so far; NaN never is. */
  improves(elbo: number): boolean {
    return elbo < this.#elbo - this.#minDelta;
  }

  /** @param snapshot the state after that epoch */
  keep(epoch: number, elbo: number, snapshot: Snapshot): void {
    this.#epoch = epoch;
    this.#elbo = elbo;
    this.#snapshot = snapshot;
    this.#waited = 0;
  }

  /** Counts an epoch that was no better. */
  wait(): void {
    this.#waited += 1;
  }

  get exhausted(): boolean {
    return this.#waited >= this.#patience;
  }

  /** Its number, from 1. */
  get epoch(): number | undefined {
    return this.#epoch;
  }

  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }
}
