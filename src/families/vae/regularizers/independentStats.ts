import type { Posterior } from '../../../distributions/posteriors/posterior.ts';
import { ConfigError } from '../../../errors.ts';
import type { Tensor } from '../../../graph/tensor.ts';

/**
 * Mean and log variance of a posterior that is an independent Gaussian in each latent dimension,
 * `[rows, 2 · latent]`.
 * @param kind of the regularizer, for the message
 * @throws ConfigError for any other posterior
 */
export function independentStats({ moments, independent }: Posterior, kind: string): Tensor {
  if (moments && independent) return moments;
  throw new ConfigError(
    `the regularizer "${kind}" takes a posterior that is a Gaussian in each latent dimension, such ` +
      'as "gaussian"',
  );
}
