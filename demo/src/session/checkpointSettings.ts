import type { RemoteVAE } from 'webgpu-vae/worker';
import { LIKELIHOODS, type Settings } from './settings.ts';

/** What a loaded model was made with. */
export interface CheckpointSettings {
  readonly settings: Settings;
  /** What of it the controls cannot say, and so show otherwise. */
  readonly unsaid?: { readonly title: string; readonly text: string };
}

/** The settings that a loaded model was made with, as far as the controls can say them. */
export function checkpointSettings(
  { config, options }: Pick<RemoteVAE, 'config' | 'options'>,
  current: Settings,
): CheckpointSettings {
  const { latent, hidden } = config;
  const { batchSize, learningRate, beta, seed } = options;
  const likelihood = LIKELIHOODS.find((kind) => kind === config.likelihood.kind);
  const annealing = annealingOf(beta);
  const unsaid = [
    ...(likelihood ? [] : [`the likelihood (${config.likelihood.kind})`]),
    ...(typeof learningRate === 'number' ? [] : ['the schedule of the learning rate']),
    ...(annealing ? [] : ['the schedule of β']),
  ];
  const settings = {
    ...current,
    latent,
    hidden,
    batchSize,
    seed,
    ...(likelihood && { likelihood }),
    ...(typeof learningRate === 'number' && { learningRate }),
    ...annealing,
  };
  if (unsaid.length === 0) return { settings };
  const title = 'The controls cannot say all of this model.';
  return {
    settings,
    unsaid: { title, text: `It keeps what it was made with: ${unsaid.join(', ')}.` },
  };
}

function annealingOf(beta: RemoteVAE['options']['beta']) {
  if (typeof beta === 'number') return { beta, annealing: 'none' } as const;
  if (beta === undefined || typeof beta === 'function') return undefined;
  if (beta.kind === 'linear') return { beta: beta.to, annealing: 'linear' } as const;
  return beta.kind === 'cyclical'
    ? ({ beta: beta.to ?? 1, annealing: 'cyclical' } as const)
    : undefined;
}
