import type { RemoteVaeOptions } from 'webgpu-vae/worker';
import type { DenseSettings } from '../denseSettings.ts';
import type { WordSet } from './wordSet.ts';

const BATCH_SIZE = 64;

/** Units of the layer on either side of a word. */
const WORD_UNITS = 64;

/** Weight of the few nats of a word beside the many of an image. */
const WORD_WEIGHT = 50;

/** The library's options for a new model of images and their words. */
export function wordOptions(
  { latent, hidden, images: most }: DenseSettings,
  { images, words }: WordSet,
): RemoteVaeOptions {
  const wide = [{ kind: 'dense', units: hidden }] as const;
  const narrow = [{ kind: 'dense', units: WORD_UNITS }] as const;
  return {
    architecture: {
      family: 'multimodal',
      modalities: {
        image: { input: images.train.columns, encoder: wide, decoder: wide },
        word: {
          input: words.length,
          encoder: narrow,
          decoder: narrow,
          likelihood: { kind: 'categorical', group: words.length },
          weight: WORD_WEIGHT,
        },
      },
      latent,
      joint: 'mixtureOfProducts',
    },
    batchSize: Math.min(BATCH_SIZE, most, images.train.rows),
    learningRate: 1e-3,
  };
}
