import type { RemoteVAE } from 'webgpu-vae/worker';
import { LIKELIHOODS, type Settings } from './settings.ts';

/** The settings of a loaded model. */
export interface CheckpointSettings {
  readonly settings: Settings;
  /** Settings that the controls cannot express and therefore show differently. */
  readonly unsaid?: { readonly title: string; readonly text: string };
}

/** The settings of a loaded model, as far as the controls can express them. */
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
  if (typeof beta === 'function') return undefined;
  if (beta.kind === 'linear') return { beta: beta.to, annealing: 'linear' } as const;
  return beta.kind === 'cyclical'
    ? ({ beta: beta.to ?? 1, annealing: 'cyclical' } as const)
    : undefined;
}
