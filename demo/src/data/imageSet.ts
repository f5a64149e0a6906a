import type { Dataset } from 'webgpu-vae/worker';

/** Grey images of one size, split for training, as the page keeps them. */
export interface ImageSet {
  /** Such as `MNIST` or the name of a dropped folder. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** `u8` `[rows, width · height]`, with labels where there are any. */
  readonly train: Dataset;
  /** Held out, in the same form. */
  readonly test: Dataset;
  /** Names of the labels. */
  readonly classes?: readonly string[];
  /** What was left out. */
  readonly skipped: readonly SkippedFile[];
}

/** A file that could not be used, and why. */
export interface SkippedFile {
  readonly name: string;
  readonly reason: string;
}
