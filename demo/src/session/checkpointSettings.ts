import type { RemoteVAE } from 'webgpu-vae/worker';
import { LIKELIHOODS, type Settings } from './settings.ts';

/** The settings that a loaded model was made with, as far as the controls can say them. */
export function checkpointSettings({ config, options }: RemoteVAE, current: Settings): Settings {
  const { latent, hidden, likelihood } = config;
  const { batchSize, learningRate, beta, seed } = options;
  return {
    ...current,
    latent,
    hidden,
    batchSize,
    seed,
    likelihood: LIKELIHOODS.find((kind) => kind === likelihood.kind) ?? current.likelihood,
    ...(typeof learningRate === 'number' && { learningRate }),
    ...(typeof beta === 'number' && { beta, annealing: 'none' }),
    ...(typeof beta === 'object' && 'to' in beta && { beta: beta.to ?? 1 }),
    ...(typeof beta === 'object' && beta.kind === 'linear' && { annealing: 'linear' }),
    ...(typeof beta === 'object' && beta.kind === 'cyclical' && { annealing: 'cyclical' }),
  };
}
