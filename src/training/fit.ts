import type { Dataset } from '../data/dataset.ts';
import type { Losses } from './losses.ts';

/** Rows of data: a data set, or a plain array of rows (u8 means value / 255). */
export type Rows = Dataset | Uint8Array | Float32Array;

/** What has been trained since the last report; losses are means over those rows. */
export interface Progress extends Losses {
  /** The epoch under way, from 1. */
  readonly epoch: number;
  /** Steps of this epoch done. */
  readonly step: number;
  readonly stepsInEpoch: number;
  readonly imagesPerSecond: number;
  /** Estimated time left of the whole call, evaluation not counted. */
  readonly secondsLeft: number;
}

export interface EpochReport {
  /** Epochs finished, from 1. */
  readonly epoch: number;
  /** Mean over the rows trained on in this epoch by this call, as they were met. */
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

export interface History {
  readonly epochs: readonly EpochReport[];
  /** True if the signal ended the call early. */
  readonly stopped: boolean;
  readonly imagesPerSecond: number;
}

export interface FitOptions {
  /** Epochs to train from here; the rest of one that was interrupted counts as one. */
  readonly epochs?: number;
  /** Steps to train from here; with `epochs` too, whichever ends first. */
  readonly steps?: number;
  /** Evaluated after every epoch. */
  readonly validation?: Rows;
  /** Called as results of bursts arrive; training does not wait for it. */
  readonly onProgress?: (progress: Progress) => void;
  readonly onEpoch?: (epoch: EpochReport) => void;
  /** Ends training at the next burst; the model stays usable and can go on. */
  readonly signal?: AbortSignal;
}
