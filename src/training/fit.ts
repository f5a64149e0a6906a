import {
  CHECKED_LATER,
  FUNCTION,
  type OptionRanges,
  type Range,
  SIGNAL,
  wholeNumber,
} from '../checks.ts';
import type { ModelRows } from '../data/rows.ts';
import type { Losses } from '../inference/losses.ts';
import type { EarlyStopping } from './earlyStopping.ts';
import type { PrivacySpent } from './privacyOptions.ts';

/** Progress since the last report. Losses are means over the rows trained on since then. */
export interface Progress extends Losses {
  /** Number of the current epoch, from 1. */
  readonly epoch: number;
  /** Finished steps of this epoch. */
  readonly step: number;
  /** Steps of an epoch. */
  readonly stepsInEpoch: number;
  /** Rows trained on per second since the last report. */
  readonly imagesPerSecond: number;
  /** Estimated remaining time of the call, without evaluation and `onEpoch`. */
  readonly secondsLeft: number;
}

/** The report of a finished epoch. */
export interface EpochReport {
  /** Number of finished epochs, from 1. */
  readonly epoch: number;
  /**
   * Mean over the rows that this call trained on in this epoch, measured during training: with
   * dropout of the input.
   */
  readonly train: Losses;
  /** Losses of the validation data after the epoch, if there are any. */
  readonly test?: Losses;
  /** The privacy that the model has spent so far, if it has the option `privacy`. */
  readonly privacy?: PrivacySpent;
  /** Training time, without evaluation. */
  readonly seconds: number;
}

export interface StepReport extends Losses {
  /** Total number of steps taken, including this one. */
  readonly step: number;
}

/**
 * `signal`: the caller's signal. `early`: early stopping ran out of patience. `callback`: `onEpoch`
 * returned false.
 */
export type StopReason = 'signal' | 'early' | 'callback';

/** The result of `fit`. */
export interface History {
  /** All finished epochs, including those that early stopping discarded. */
  readonly epochs: readonly EpochReport[];
  /** The reason why the call ended early; undefined if it finished its epochs or steps. */
  readonly stopped: StopReason | undefined;
  /** The epoch with the best validation figure, if early stopping was on. */
  readonly bestEpoch: number | undefined;
  /** Rows trained on per second, without evaluation. */
  readonly imagesPerSecond: number;
}

/** Options of {@link VAE.fit}. */
export interface FitOptions {
  /**
   * Number of epochs to train from here. The rest of an interrupted epoch counts as one. Without
   * it, `steps` alone says when training ends.
   */
  readonly epochs?: number;
  /**
   * Number of steps to train from here. With `epochs` too, the earlier end applies. Without it,
   * `epochs` alone says when training ends.
   */
  readonly steps?: number;
  /** Evaluated after every epoch. By default nothing is evaluated. */
  readonly validation?: ModelRows;
  /**
   * Share of the data that is held out for validation, such as 0.1; used instead of `validation`.
   * It takes the last rows of a permutation that depends on the model's seed, so every call on the
   * same data holds out the same rows. Both parts are copies. By default nothing is held out.
   */
  readonly validationSplit?: number;
  /**
   * Ends training when the validation figure no longer improves. The model then returns to the
   * state after its best epoch: parameters, optimizer and position; `save` writes that state. After
   * a signal the model keeps its current state, so that training can continue. By default training
   * does not end early.
   */
  readonly earlyStopping?: EarlyStopping;
  /** Called when results of bursts arrive. Training does not wait for it. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Called after every epoch. Training ends if it returns false or a promise of false; other values
   * are ignored. Training waits for a promise; a rejection ends the call with its error.
   */
  readonly onEpoch?: (epoch: EpochReport) => unknown;
  /** Ends training at the next burst. The model stays usable, and training can continue. */
  readonly signal?: AbortSignal;
}

const NO_SHARE: Range = {
  holds: (value) => typeof value !== 'number',
  wanted: 'rows (a share is `validationSplit`)',
};

export const FIT_RANGES: OptionRanges<FitOptions> = {
  epochs: wholeNumber(1),
  steps: wholeNumber(1),
  validation: NO_SHARE,
  validationSplit: CHECKED_LATER,
  earlyStopping: CHECKED_LATER,
  onProgress: FUNCTION,
  onEpoch: FUNCTION,
  signal: SIGNAL,
};
