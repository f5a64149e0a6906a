import {
  activeUnits,
  klPerDimension,
  type Prediction,
  type RemoteVAE,
  subset,
} from 'webgpu-vae/worker';
import type { ImageSet } from '../data/imageSet.ts';
import { type Codes, codesOf } from './codes.ts';

/** Number of test images whose reconstructions are shown. */
export const SHOWN_IMAGES = 12;
/** Number of shown samples of the prior; the noise is always the same. */
export const SHOWN_SAMPLES = 24;
const SAMPLE_SEED = 7;

/**
 * Outputs of the model for test images. A part is missing if the model has no program for it.
 * Training may take steps between one part and the next.
 */
export interface Glimpse {
  /** Number of steps that the model had taken at the start of the glimpse. */
  readonly step: number;
  /** Reconstructions of the first {@link SHOWN_IMAGES} test images, `[rows, input]`. */
  readonly reconstructions?: Float32Array;
  /** `[SHOWN_SAMPLES, input]` */
  readonly samples?: Float32Array;
  /** Posteriors of the first test images. */
  readonly posterior?: Posterior;
  /** In nats: `[latent]`. */
  readonly klPerDimension?: Float64Array;
  /** True for each dimension whose mean differs from image to image: `[latent]`. */
  readonly activeDimensions?: readonly boolean[];
  /** Predicted classes of the same images. */
  readonly prediction?: Prediction;
}

/** Codes of test images. */
export interface Posterior extends Codes {
  readonly rows: number;
  readonly latent: number;
}

/** @param rows maximum number of test images to encode */
export async function takeGlimpse(
  model: RemoteVAE,
  { test }: ImageSet,
  rows: number,
): Promise<Glimpse> {
  const step = model.stepCount;
  const can = (program: string) => model.programs.includes(program);
  const shown = subset(test, rows);
  const reconstructions = can('decode') && (await model.reconstruct(subset(test, SHOWN_IMAGES)));
  const samples = can('sample') && (await takeSamples(model));
  const prediction = can('classify') && (await model.predict(shown));
  const posterior = (can('encode') || can('posterior')) && (await encodeTest(model, shown));
  return {
    step,
    ...(reconstructions && { reconstructions }),
    ...(samples && { samples }),
    ...(prediction && { prediction }),
    ...(posterior && { posterior }),
    ...(hasMoments(posterior) && {
      klPerDimension: klPerDimension(posterior, posterior.latent),
      activeDimensions: activeUnits(posterior, posterior.latent).active,
    }),
  };
}

/**
 * Samples of the prior from noise that is always the same.
 * @param temperature of each level of a hierarchy
 */
export function takeSamples(
  model: RemoteVAE,
  temperature?: readonly number[],
): Promise<Float32Array> {
  return model.sample(SHOWN_SAMPLES, { seed: SAMPLE_SEED, ...(temperature && { temperature }) });
}

async function encodeTest(model: RemoteVAE, test: ImageSet['test']): Promise<Posterior> {
  const codes = await codesOf(model, test);
  return { rows: test.rows, latent: codes.mu.length / test.rows, ...codes };
}

function hasMoments(posterior: Posterior | false): posterior is Required<Posterior> {
  return posterior !== false && posterior.logvar !== undefined;
}
