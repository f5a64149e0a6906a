import type { ImageSet } from '../data/imageSet.ts';
import type { Settings } from './settings.ts';

/** Images looked at, spread over the set. */
const LOOKED_AT = 500;

/** A tenth of the way from black to white; so far from either end, a pixel is nearly that. */
const NEARLY = 25;

export interface LikelihoodGuess {
  readonly likelihood: Settings['likelihood'];
  /** Share of the pixels that are black or white, or nearly so. */
  readonly extreme: number;
}

/**
 * Guesses the likelihood that suits images: Bernoulli for strokes and shapes, most of whose pixels
 * are black or white, as MNIST's are; Gaussian for photographs, most of whose pixels are grey.
 */
export function guessLikelihood({ train }: Pick<ImageSet, 'train'>): LikelihoodGuess {
  const { rows, columns, data } = train;
  const step = Math.ceil(rows / LOOKED_AT);
  let [extreme, total] = [0, 0];
  for (let row = 0; row < rows; row += step) {
    for (let i = row * columns; i < (row + 1) * columns; i++) {
      const grey = data[i] as number;
      if (grey <= NEARLY || grey >= 255 - NEARLY) extreme += 1;
    }
    total += columns;
  }
  const share = extreme / total;
  return { likelihood: share >= 0.5 ? 'bernoulli' : 'gaussian', extreme: share };
}
