import type { Dataset } from 'webgpu-vae/formats';

/** Grey images of one size, split for training, as the page keeps them. */
export interface ImageSet {
  /** 'MNIST', 'my folder', 'digits.npy'. */
  readonly name: string;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** `u8` [rows, width * height], 0 black to 255 white; with labels where there are any. */
  readonly train: Dataset;
  /**
   * Held out, as `train`: a test set that comes with the data, or a seeded tenth of them; at least
   * one row, at most 10,000.
   */
  readonly test: Dataset;
  /** Names of the labels: label 3 is `classes[3]`. Absent where the data have no labels. */
  readonly classes?: readonly string[];
  /** What was left out, file by file, and why. */
  readonly skipped: readonly SkippedFile[];
}

/** A file, or a part of one, that is not in the set. */
export interface SkippedFile {
  /** Path of the file, as it was given. */
  readonly name: string;
  readonly reason: string;
}

/** A file that someone dropped or picked. */
export interface DroppedFile {
  /** Within the dropped folder, '/' separated; the file's name when it came alone. */
  readonly path: string;
  readonly file: File;
}
