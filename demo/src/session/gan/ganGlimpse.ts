import { subset } from 'webgpu-vae/worker';
import { normalDraws } from '../../data/draws.ts';
import type { ImageSet } from '../../data/imageSet.ts';
import type { Pair } from './pair.ts';
import { sharpness } from './sharpness.ts';

/** Number of test images whose reconstructions are shown. */
export const SHOWN_IMAGES = 10;

/** Number of images of each kind that figures are of. */
const JUDGED = 256;

/** Seed of the codes whose samples are judged. */
const SEED = 7;

/** Images in figures. */
export interface Verdict {
  readonly sharpness: number;
  /** The mean probability that the discriminator gives them of being data. */
  readonly real: number;
}

/** Reconstructions and figures of both models, of the same images and codes. */
export interface GanGlimpse {
  /** Numbers of steps that both had taken. */
  readonly steps: { readonly vae: number; readonly gan: number };
  /** Reconstructions of the first {@link SHOWN_IMAGES} test images: `[rows, values of an image]`. */
  readonly reconstructions: { readonly vae: Float32Array; readonly gan: Float32Array };
  /** Verdicts on test images, and on samples of each model. */
  readonly verdicts: { readonly test: Verdict; readonly vae: Verdict; readonly gan: Verdict };
}

export async function takeGanGlimpse(pair: Pair, images: ImageSet): Promise<GanGlimpse> {
  const { vae, gan } = pair;
  const steps = { vae: vae.stepCount, gan: gan.stepCount };
  const shown = subset(images.test, SHOWN_IMAGES);
  const reconstructions = {
    vae: await vae.reconstruct(shown),
    gan: await gan.reconstruct(shown),
  };
  const samples = await samplesOf(pair, JUDGED, SEED);
  const judge = async (rows: Float32Array): Promise<Verdict> => {
    const { probability } = await gan.run('discriminate', rows);
    return { sharpness: sharpness(rows, images), real: mean(probability as Float32Array) };
  };
  const verdicts = {
    test: await judge(intensities(subset(images.test, JUDGED).data)),
    vae: await judge(samples.vae),
    gan: await judge(samples.gan),
  };
  return { steps, reconstructions, verdicts };
}

/** Images that both decode from the same codes, drawn from N(0, I): each `[count, values of an image]`. */
export async function samplesOf(
  { vae, gan }: Pair,
  count: number,
  seed: number,
): Promise<{ readonly vae: Float32Array; readonly gan: Float32Array }> {
  const latent = latentOf(gan.architecture);
  const z = normalDraws(count * latent, seed);
  return { vae: await vae.decode(z), gan: await gan.decode(z) };
}

/** The dimensions of a code, which both share. */
function latentOf(architecture: object): number {
  const { latent }: { latent?: { readonly size: number } } = architecture;
  if (!latent) throw new Error('this is no model of the pair');
  return latent.size;
}

function intensities(data: Float32Array | Uint8Array): Float32Array {
  return data instanceof Uint8Array ? Float32Array.from(data, (byte) => byte / 255) : data;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
