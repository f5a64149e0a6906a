import type { RemoteRows, RemoteVAE } from 'webgpu-vae/worker';
import type { Posterior } from './glimpse.ts';

/** Codes of images: the means and log variances of their posteriors, or samples of posteriors without a mean. */
export async function codesOf(
  model: RemoteVAE,
  images: RemoteRows,
): Promise<Pick<Posterior, 'mu' | 'logvar'>> {
  if (hasMean(model)) return model.encode(images);
  const { z = new Float32Array() } = await model.run('posterior', images);
  return { mu: z };
}

/** True if the posterior of a model has a mean; one that flows bend has samples alone. */
export function hasMean({ programs }: Pick<RemoteVAE, 'programs'>): boolean {
  return programs.includes('encode');
}
