import { DataError, type LikelihoodChoice, type RemoteVaeOptions } from 'webgpu-vae/worker';
import type { ImageSet } from '../data/imageSet.ts';
import type { ModelName, Settings } from './settings.ts';
import { twoLevels } from './twoLevels.ts';

/**
 * Maximum duration of a submit in milliseconds: decoding during a drag waits for the bursts in
 * flight.
 */
const MAX_SUBMIT_MS = 100;

/**
 * The library's options for a new model.
 * @param rows images to train on: a batch holds no more, and annealing is measured by them
 * @throws DataError for a classifier of images without labels, or images of a size that does not fit
 */
export function modelOptions(settings: Settings, images: ImageSet, rows: number): RemoteVaeOptions {
  const { model, learningRate, seed } = settings;
  const batchSize = Math.min(settings.batchSize, rows);
  return {
    ...ARCHITECTURES[model](settings, images),
    batchSize,
    learningRate,
    beta: beta(settings, Math.ceil(rows / batchSize)),
    seed,
    ...runOptions(settings),
  };
}

/** The flows that bend a posterior. Source: Rezende & Mohamed, 2015. */
export const PLANAR = { kind: 'planar', count: 8 } as const;

/** The architecture options of each model that the page offers. */
const ARCHITECTURES: Readonly<
  Record<
    ModelName,
    (settings: Settings, images: ImageSet) => Pick<RemoteVaeOptions, 'config' | 'architecture'>
  >
> = {
  vae: (settings, { train }) => {
    const { latent, hidden } = settings;
    return { config: { input: train.columns, hidden, latent, likelihood: likelihood(settings) } };
  },
  conv: (settings, { name, width, height, channels }) => {
    if (width % 4 !== 0 || height % 4 !== 0) {
      throw new DataError(
        `a convolutional VAE takes images whose width and height are multiples of 4; those of ${name} ` +
          `are ${width} × ${height}: choose the dense VAE`,
      );
    }
    const { latent } = settings;
    const input = [height, width, channels];
    return { architecture: { preset: 'conv', input, latent, likelihood: likelihood(settings) } };
  },
  flow: (settings, { train: { columns: input } }) => {
    const { latent: size, hidden } = settings;
    const architecture = {
      family: 'vae',
      input,
      encoder: dense(hidden),
      latent: { kind: 'flow', size, flows: [PLANAR] },
      decoder: dense(hidden.toReversed()),
      likelihood: likelihood(settings),
    } as const;
    return { architecture };
  },
  hierarchical: (settings, images) => hierarchy('hierarchical', settings, images),
  ladder: (settings, images) => hierarchy('ladder', settings, images),
  vib: ({ latent, hidden }, { train, classes }) => {
    if (!classes)
      throw new DataError('a classifier learns from labels, and these images have none');
    const architecture = {
      family: 'vib',
      input: train.columns,
      encoder: dense(hidden),
      latent,
      classes: classes.length,
    } as const;
    return { architecture };
  },
};

function dense(widths: readonly number[]) {
  return widths.map((units) => ({ kind: 'dense', units }) as const);
}

function hierarchy(
  family: 'hierarchical' | 'ladder',
  settings: Settings,
  { train: { columns: input } }: ImageSet,
): Pick<RemoteVaeOptions, 'architecture'> {
  const levels = twoLevels(settings);
  return { architecture: { family, input, levels, likelihood: likelihood(settings) } };
}

/** Options that all models share. */
export function runOptions(settings: Settings): RemoteVaeOptions {
  return { maxSubmitMs: MAX_SUBMIT_MS, ...computer(settings) };
}

/** Options that choose the backend: WebAssembly has no adapters to ask for. */
export function computer(
  settings: Pick<Settings, 'backend' | 'adapter'>,
): Pick<RemoteVaeOptions, 'backend' | 'request'> {
  const { backend } = settings;
  return backend === 'wasm' ? { backend } : { backend, request: adapterRequest(settings) };
}

/** Adapter request options for the adapter that the settings select. */
function adapterRequest({ adapter }: Pick<Settings, 'adapter'>): GPURequestAdapterOptions {
  return adapter === 'fallback' ? { forceFallbackAdapter: true } : { powerPreference: adapter };
}

/** Scale of the Laplace likelihood, in units of white: about the error of a good reconstruction. */
const LAPLACE_SCALE = 0.1;

/** The Gaussian's σ is learned, since no fixed value suits most images. */
function likelihood({ likelihood: kind }: Settings): LikelihoodChoice {
  if (kind === 'gaussian') return { kind, sigma: 'learned' };
  return kind === 'laplace' ? { kind, scale: LAPLACE_SCALE } : kind;
}

/** Annealing takes the first half of the epochs. */
function beta({ beta: to, annealing, epochs }: Settings, stepsInEpoch: number) {
  const steps = Math.max(8, Math.round((epochs * stepsInEpoch) / 2));
  if (annealing === 'linear') return { kind: 'linear', from: 0, to, steps } as const;
  if (annealing === 'cyclical') return { kind: 'cyclical', steps, cycles: 4, to } as const;
  return to;
}
