import { oneHotLabels, type RemoteVAE, subset } from 'webgpu-vae/worker';
import type { WordSet } from './wordSet.ts';

/** Number of images and words drawn together. */
const SAMPLES = 12;

/** Seed of the codes of the samples. */
const SEED = 7;

/** A model's words for test images, and its own samples. */
export interface WordGlimpse {
  /** Number of steps that the model had taken. */
  readonly step: number;
  /** Number of test images that were read, and the share whose word is right. */
  readonly read: number;
  readonly right: number;
  /** An image and a word of each of some codes. */
  readonly samples: {
    /** `[count, values of an image]` */
    readonly images: Float32Array;
    readonly words: readonly string[];
  };
}

/** @param rows maximum number of test images to read */
export async function takeWordGlimpse(
  model: RemoteVAE,
  { images, words }: WordSet,
  rows: number,
): Promise<WordGlimpse> {
  const step = model.stepCount;
  const test = subset(images.test, rows);
  const read = likeliest(await model.translate({ image: test }, 'word'), words.length);
  const right = read.filter((label, row) => label === test.labels?.[row]).length;
  const { image, word } = await model.run('joint', SAMPLES, { seed: SEED });
  return {
    step,
    read: test.rows,
    right: right / test.rows,
    samples: {
      images: image as Float32Array,
      words: likeliest(word as Float32Array, words.length).map((label) => words[label] ?? ''),
    },
  };
}

/** The probability of each word of an image. */
export function wordsOfImage(
  model: Pick<RemoteVAE, 'translate'>,
  image: Float32Array | Uint8Array,
): Promise<Float32Array> {
  return model.translate({ image }, 'word');
}

/** Images of words, `count` of each, word after word. The same seed gives the same images. */
export function imagesOfWords(
  model: Pick<RemoteVAE, 'translate'>,
  labels: readonly number[],
  { words }: WordSet,
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<Float32Array> {
  const word = oneHotLabels(labels, words.length);
  return model.translate({ word }, 'image', { samples: count, seed });
}

/** The column with the largest value of each row. */
function likeliest(values: Float32Array, columns: number): readonly number[] {
  return Array.from({ length: values.length / columns }, (_, row) => {
    const own = values.subarray(row * columns, (row + 1) * columns);
    return own.indexOf(Math.max(...own));
  });
}
