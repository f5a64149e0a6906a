import type { LikelihoodChoice, RemoteVaeOptions } from 'webgpu-vae/worker';
import type { Settings } from './settings.ts';

/**
 * Maximum duration of a submit in milliseconds: decoding during a drag waits for the bursts in
 * flight.
 */
const MAX_SUBMIT_MS = 100;

/**
 * The library's options for a new model.
 * @param input values of an image
 * @param rows number of training images: limits the batch, and determines the length of annealing
 */
export function modelOptions(settings: Settings, input: number, rows: number): RemoteVaeOptions {
  const { latent, hidden, learningRate, seed } = settings;
  const batchSize = Math.min(settings.batchSize, rows);
  return {
    config: { input, hidden, latent, likelihood: likelihood(settings) },
    batchSize,
    learningRate,
    beta: beta(settings, Math.ceil(rows / batchSize)),
    seed,
    ...runOptions(settings),
  };
}

/** Options for running any model. */
export function runOptions(settings: Settings): RemoteVaeOptions {
  return { maxSubmitMs: MAX_SUBMIT_MS, request: adapterRequest(settings) };
}

/** Adapter request options for the adapter that the settings select. */
export function adapterRequest({ adapter }: Pick<Settings, 'adapter'>): GPURequestAdapterOptions {
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
