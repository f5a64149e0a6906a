import type { RemoteRows, RemoteVAE } from 'webgpu-vae/worker';

/** Codes of images: each `[rows, latent]`. */
export interface Codes {
  /** Means; of a posterior without a mean, a sample of each. */
  readonly mu: Float32Array;
  /** Missing if `mu` are samples. */
  readonly logvar?: Float32Array;
}

/** The means and log variances of the posteriors of images, or samples of posteriors without a mean. */
export async function codesOf(model: RemoteVAE, images: RemoteRows): Promise<Codes> {
  if (hasMean(model)) return model.encode(images);
  const { z = new Float32Array() } = await model.run('posterior', images);
  return { mu: z };
}

/** True if the posterior of a model has a mean; one that flows bend has samples alone. */
export function hasMean({ programs }: Pick<RemoteVAE, 'programs'>): boolean {
  return programs.includes('encode');
}
