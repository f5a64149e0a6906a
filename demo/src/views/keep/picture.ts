import { modelFileName, type NamedModel } from '../../parts/fileNames.ts';

/** Content and size of a picture of decoded images. */
export interface PictureChoices {
  readonly kind: 'samples' | 'manifold';
  /** For samples. */
  readonly count: number;
  readonly columns: number;
  readonly seed: number;
  /** Standard deviation of z; 1 is the prior. */
  readonly temperature: number;
  /** For a manifold: images along each side. */
  readonly side: number;
  /** Latent dimensions of a manifold, counted from 1. */
  readonly across: number;
  readonly down: number;
  /** Enlargement: pixels of the file along each side of a model pixel. */
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

/** Browsers support canvases of this many pixels along a side, also on phones. */
const MOST_PIXELS = 4096;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Number of images along the sides of the picture. */
export function pictureGrid({ kind, count, columns, side }: PictureChoices): Size {
  if (kind === 'manifold') return { width: side, height: side };
  // With fewer images than columns, there are no empty columns.
  const width = Math.min(columns, count);
  return { width, height: Math.ceil(count / width) };
}

/**
 * Size of the file in pixels, with gaps of one model pixel between images. @param image size of one
 * image
 */
export function pictureSize(choices: PictureChoices, image: Size): Size {
  const { width, height } = pictureGrid(choices);
  const factor = Math.min(choices.factor, largestFactor(choices, image));
  return {
    width: factor * (width * (image.width + 1) - 1),
    height: factor * (height * (image.height + 1) - 1),
  };
}

/** The largest integer enlargement that a canvas can hold, at least 1. */
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
