import type { Watched } from '../families/model.ts';
import type { Figures } from '../inference/losses.ts';
import type { Snapshot } from '../runtime/snapshot.ts';

/**
 * When to stop for want of progress on the validation data: by their ELBO, whichever bound is
 * trained, or by what else the model's family watches, such as a classifier's accuracy. Counted
 * within one call of `fit`: a run that goes on begins to count anew.
 */
export interface EarlyStopping {
  /** Epochs in a row without a better validation figure after which training ends. */
  readonly patience: number;
  /** By how much a figure must be better than the best so far to count: nats of an ELBO. 0 by default. */
  readonly minDelta?: number;
  /** Whether the model goes back to its best epoch at the end. True by default. */
  readonly restoreBest?: boolean;
}

/** Keeps the best epoch of a run. */
export class BestEpoch {
  readonly #patience: number;
  readonly #minDelta: number;
  readonly #watched: Watched;
  /** Smaller is better. */
  #cost = Infinity;
  #waited = 0;
  #epoch: number | undefined;
  #snapshot: Snapshot | undefined;

  /** @param watched the figure that is compared */
  constructor({ patience, minDelta = 0 }: EarlyStopping, watched: Watched) {
    this.#watched = watched;
    this.#patience = patience;
    this.#minDelta = minDelta;
  }

  /** Whether validation figures are the best so far; NaN never is. */
  improves(figures: Figures): boolean {
    return this.#costOf(figures) < this.#cost - this.#minDelta;
  }

  #costOf(figures: Figures): number {
    const { figure, better } = this.#watched;
    const value = figures[figure] ?? Number.NaN;
    return better === 'lower' ? value : -value;
  }

  /** @param snapshot the state after that epoch */
  keep(epoch: number, figures: Figures, snapshot: Snapshot): void {
    this.#epoch = epoch;
    this.#cost = this.#costOf(figures);
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
