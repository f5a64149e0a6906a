import { klPerDimension, type RemoteVAE, subset } from 'webgpu-vae/worker';
import type { ImageSet } from '../data/imageSet.ts';

/** Number of test images whose reconstructions are shown. */
export const SHOWN_IMAGES = 12;
/** Number of shown samples of the prior; the noise is always the same. */
export const SHOWN_SAMPLES = 24;
const SAMPLE_SEED = 7;

/** Results of the model for some images. Training may take steps between one part and the next. */
export interface Glimpse {
  /** Number of steps that the model had taken at the start of the glimpse. */
  readonly step: number;
  /** Reconstructions of the first {@link SHOWN_IMAGES} test images: `[rows, input]`. */
  readonly reconstructions: Float32Array;
  /** `[SHOWN_SAMPLES, input]` */
  readonly samples: Float32Array;
  /** Posteriors of the first test images. */
  readonly posterior: Posterior;
  /** In nats: `[latent]`. */
  readonly klPerDimension: Float64Array;
}

/** Posteriors of test images: `mu` and `logvar`, each `[rows, latent]`. */
export interface Posterior {
  readonly rows: number;
  readonly latent: number;
  readonly mu: Float32Array;
  readonly logvar: Float32Array;
}

/** @param rows maximum number of test images to encode */
export async function takeGlimpse(
  model: RemoteVAE,
  { test }: ImageSet,
  rows: number,
): Promise<Glimpse> {
  const step = model.stepCount;
  const reconstructions = await model.reconstruct(subset(test, SHOWN_IMAGES));
  const samples = await model.sample(SHOWN_SAMPLES, { seed: SAMPLE_SEED });
  const posterior = await encodeTest(model, test, rows);
  const kl = klPerDimension(posterior, posterior.latent);
  return { step, reconstructions, samples, posterior, klPerDimension: kl };
}

async function encodeTest(
  model: RemoteVAE,
  test: ImageSet['test'],
  rows: number,
): Promise<Posterior> {
  const shown = subset(test, rows);
  const { latent } = model.config;
  return { rows: shown.rows, latent, ...(await model.encode(shown)) };
}
