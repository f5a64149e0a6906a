import type { ModelRows } from '../data/rows.ts';
import type { Losses } from '../inference/losses.ts';
import type { EarlyStopping } from './earlyStopping.ts';

/** What has been trained since the last report; losses are means over those rows. */
export interface Progress extends Losses {
  /** The epoch under way, from 1. */
  readonly epoch: number;
  /** Steps of this epoch done. */
  readonly step: number;
  readonly stepsInEpoch: number;
  readonly imagesPerSecond: number;
  /** Estimated time left of the whole call, evaluation and `onEpoch` not counted. */
  readonly secondsLeft: number;
}

export interface EpochReport {
  /** Epochs finished, from 1. */
  readonly epoch: number;
  /**
   * Mean over the rows trained on in this epoch by this call, as they were met: with what was
   * dropped out of their input.
   */
  readonly train: Losses;
  /** Of the validation data after the epoch, if there is any. */
  readonly test?: Losses;
  /** Training time, evaluation not counted. */
  readonly seconds: number;
}

export interface StepReport extends Losses {
  /** Steps taken in all, this one included. */
  readonly step: number;
}

/**
 * `signal`: the caller's signal. `early`: early stopping ran out of patience. `callback`: `onEpoch`
 * returned false.
 */
export type StopReason = 'signal' | 'early' | 'callback';

export interface History {
  /** Every epoch that was finished, those that early stopping took back included. */
  readonly epochs: readonly EpochReport[];
  /** What ended the call before its epochs or steps were done; undefined if nothing did. */
  readonly stopped: StopReason | undefined;
  /** The epoch of the lowest validation ELBO, where early stopping watched it. */
  readonly bestEpoch: number | undefined;
  readonly imagesPerSecond: number;
}

export interface FitOptions {
  /** Epochs to train from here; the rest of one that was interrupted counts as one. */
  readonly epochs?: number;
  /** Steps to train from here; with `epochs` too, whichever ends first. */
  readonly steps?: number;
  /** Evaluated after every epoch. */
  readonly validation?: ModelRows;
  /**
   * Share of the data to hold out and validate with instead, such as 0.1: the last rows of a
   * permutation made from the model's seed, so every call on the same data holds out the same.
   * Both parts are copies.
   */
  readonly validationSplit?: number;
  /**
   * Ends training when the validation ELBO no longer falls. At the end the model is what it was
   * after its best epoch: parameters, optimizer and position, which is also what `save` writes;
   * after a signal it stays where it stands, so that it can go on.
   */
  readonly earlyStopping?: EarlyStopping;
  /** Called as results of bursts arrive; training does not wait for it. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Called after every epoch; returning false, or a promise of it, ends training. Any other value
   * means nothing. Training waits for a promise, and what it rejects with ends the call.
   */
  readonly onEpoch?: (epoch: EpochReport) => unknown;
  /** Ends training at the next burst; the model stays usable and can go on. */
  readonly signal?: AbortSignal;
}
