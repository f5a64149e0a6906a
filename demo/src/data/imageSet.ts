import type { Dataset, PictureSize } from 'webgpu-vae/formats';
import type { Extent, GreyRange } from './images/intensities.ts';

/** Images of one size, split for training, as stored by the page. */
export interface ImageSet {
  /** 'MNIST', 'my folder', 'digits.npy'. */
  readonly name: string;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue side by side. */
  readonly channels: 1 | 3;
  /** `u8` [rows, width * height * channels], 0 dark to 255 bright; with labels if there are any. */
  readonly train: Dataset;
  /**
   * Held-out images, in the form of `train`: a test set that comes with the data, or a seeded tenth
   * of them; at least one row, at most 10,000.
   */
  readonly test: Dataset;
  /** Names of the labels: label 3 is `classes[3]`. Absent if the data have no labels. */
  readonly classes?: readonly string[];
  /** How numbers became these images; absent if all are from files of pictures. */
  readonly numbers?: ReadNumbers;
  /** The omitted files, with reasons. */
  readonly skipped: readonly SkippedFile[];
}

/** The facts about images that files of numbers do not tell. */
export interface Reading {
  /** Size of an image in the file, in pixels. */
  readonly shape: PictureSize;
  readonly range: GreyRange;
}

/** How numbers were read, and what was seen of them. */
export interface ReadNumbers extends Reading {
  readonly extent: Extent;
}

/** A file, or a part of one, that is not in the set. */
export interface SkippedFile {
  /** Path of the file as given. */
  readonly name: string;
  readonly reason: string;
}

/** A file that the user dropped or chose. */
export interface DroppedFile {
  /** Path within the dropped folder, '/' separated; the name of a single file. */
  readonly path: string;
  readonly file: File;
}
