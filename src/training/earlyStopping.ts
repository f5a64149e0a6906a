import {
  AT_LEAST_ZERO,
  assertInRange,
  assertOptions,
  BOOLEAN,
  CHECKED_LATER,
  type OptionRanges,
  wholeNumber,
} from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { Watched } from '../families/model.ts';
import type { Figures } from '../inference/losses.ts';
import type { Snapshot } from '../runtime/snapshot.ts';

/**
 * Stops training when the validation figure no longer improves. The figure is the ELBO, whichever
 * bound is trained, or the figure that the model's family watches, such as a classifier's accuracy.
 * Counting starts anew in each call of `fit`, also in a resumed run.
 */
export interface EarlyStopping {
  /** Training ends after this number of consecutive epochs without a better validation figure. */
  readonly patience: number;
  /** Minimum improvement over the best figure so far; for an ELBO in nats. 0 by default. */
  readonly minDelta?: number;
  /** If true, the model returns to its best epoch at the end. True by default. */
  readonly restoreBest?: boolean;
}

/** Keeps the best epoch of a call of `fit`. */
export class BestEpoch {
  readonly #patience: number;
  readonly #minDelta: number;
  readonly #watched: Watched;
  /** Smaller is better. */
  #cost = Infinity;
  #waited = 0;
  #epoch: number | undefined;
  #snapshot: Snapshot | undefined;

  /** @param watched the figure to compare */
  constructor({ patience, minDelta = 0 }: EarlyStopping, watched: Watched) {
    this.#watched = watched;
    this.#patience = patience;
    this.#minDelta = minDelta;
  }

  /** True if these validation figures are the best so far. NaN never is. */
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

  /** Counts an epoch without improvement. */
  wait(): void {
    this.#waited += 1;
  }

  get exhausted(): boolean {
    return this.#waited >= this.#patience;
  }

  /** Number of the best epoch, from 1. */
  get epoch(): number | undefined {
    return this.#epoch;
  }

  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }
}

const RANGES: OptionRanges<EarlyStopping> = {
  patience: CHECKED_LATER,
  minDelta: AT_LEAST_ZERO,
  restoreBest: BOOLEAN,
};

/**
 * Checks the option and begins to watch.
 * @param validated true if there are validation data
 * @throws ConfigError for a value out of range, or without validation data
 */
export function watchBest(
  earlyStopping: EarlyStopping,
  watched: Watched,
  validated: boolean,
): BestEpoch {
  assertOptions('earlyStopping', earlyStopping, RANGES, 'earlyStopping.');
  if (!validated) {
    throw new ConfigError(
      'earlyStopping watches validation data: give fit `validation` or `validationSplit`',
    );
  }
  const { patience } = earlyStopping;
  assertInRange('earlyStopping.patience', wholeNumber(1, undefined, 'epochs'), patience);
  return new BestEpoch(earlyStopping, watched);
}
