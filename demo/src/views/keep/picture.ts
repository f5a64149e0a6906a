import { modelFileName, type NamedModel } from '../../parts/fileNames.ts';

/** What a picture of decoded images shows, and how large. */
export interface PictureChoices {
  readonly kind: 'samples' | 'manifold';
  /** Of samples. */
  readonly count: number;
  readonly columns: number;
  readonly seed: number;
  /** Standard deviation of z; 1 is the prior. */
  readonly temperature: number;
  /** Of a manifold: images along each side. */
  readonly side: number;
  /** Latent dimensions of a manifold, from 1. */
  readonly across: number;
  readonly down: number;
  /** Pixels along each side of the file for one of the model's. */
  readonly factor: number;
}

export const DEFAULT_PICTURE: PictureChoices = {
  kind: 'samples',
  count: 64,
  columns: 8,
  seed: 1,
  temperature: 1,
  side: 12,
  across: 1,
  down: 2,
  factor: 4,
};

/** Browsers draw canvases of this many pixels along a side, on phones too. */
const MOST_PIXELS = 4096;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Images along the picture's sides. */
export function pictureGrid({ kind, count, columns, side }: PictureChoices): Size {
  if (kind === 'manifold') return { width: side, height: side };
  // Fewer images than columns leave no empty columns.
  const width = Math.min(columns, count);
  return { width, height: Math.ceil(count / width) };
}

/** Pixels of the file, with a pixel of the model's between images. @param image size of one image */
export function pictureSize(choices: PictureChoices, image: Size): Size {
  const { width, height } = pictureGrid(choices);
  const factor = Math.min(choices.factor, largestFactor(choices, image));
  return {
    width: factor * (width * (image.width + 1) - 1),
    height: factor * (height * (image.height + 1) - 1),
  };
}

/** The largest whole enlargement that a canvas can hold, at least 1. */
export function largestFactor(choices: PictureChoices, image: Size): number {
  const { width, height } = pictureGrid(choices);
  const longest = Math.max(width * (image.width + 1) - 1, height * (image.height + 1) - 1);
  return Math.max(1, Math.floor(MOST_PIXELS / longest));
}

/** `mnist-784-400-20-epoch3-samples-64-seed1.png` */
export function pictureFileName(model: NamedModel, choices: PictureChoices): string {
  const { kind, count, seed, temperature, side, across, down } = choices;
  const what =
    kind === 'manifold'
      ? `manifold-${side}x${side}-z${across}-z${down}`
      : `samples-${count}-seed${seed}${temperature === 1 ? '' : `-t${temperature}`}`;
  return `${modelFileName(model)}-${what}.png`;
}
