import { type ActiveUnits, activeOf, columnVariances } from './activeUnits.ts';
import { entropyOfClasses } from './classEntropy.ts';
import { entropyOfSamples } from './entropy.ts';
import type { MutualInformation } from './mutualInformation.ts';

/** Samples of the posterior of each row, for posteriors without a mean and a variance. */
export interface PosteriorSamples {
  /** At least two lists of samples, each with one of every row: `[rows, latent]`. */
  readonly z: readonly [Float32Array, Float32Array, ...Float32Array[]];
  /** log q(z | x) - log p(z) of the first samples, `[rows]`. */
  readonly logRatio: Float32Array;
  /** -log p(z) of the first samples, `[rows]`. */
  readonly priorNll: Float32Array;
  /** The probability of each class given the row, for categorical codes: `[rows, latent]`. */
  readonly probabilities?: Float32Array;
}

const meanOf = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean of the samples of each row: `[rows, latent]`. */
export function meanSamples({ z }: Pick<PosteriorSamples, 'z'>): Float32Array {
  return z[0].map((_, i) => z.reduce((sum, each) => sum + (each[i] as number), 0) / z.length);
}

/**
 * The active latent dimensions, by the variance over rows of the mean of their samples, less what the
 * noise of that mean adds to it.
 */
export function activeUnitsOfSamples(samples: PosteriorSamples, latent: number): ActiveUnits {
  const { z } = samples;
  const means = meanSamples(samples);
  const rows = means.length / latent;
  const variance = columnVariances(means, latent).map((whole, l) => {
    let within = 0;
    for (let i = l; i < means.length; i += latent) {
      for (const each of z) within += ((each[i] as number) - (means[i] as number)) ** 2;
    }
    const noise = within / (rows * (z.length - 1) * z.length);
    return Math.max(0, whole - noise);
  });
  return activeOf(variance);
}

/**
 * Mutual information of rows and codes from samples: I(x; z) = E log q(z | x) - E log q(z). The entropy
 * of the aggregate posterior q(z) is estimated from the distances between samples; for categorical codes
 * q(z) is the mean of the rows' probabilities.
 */
export function mutualInformationOfSamples(
  { z: [z], logRatio, priorNll, probabilities }: PosteriorSamples,
  latent: number,
): MutualInformation {
  const rows = z.length / latent;
  const meanKl = meanOf(logRatio);
  const entropy = probabilities
    ? entropyOfClasses(z, probabilities, latent)
    : entropyOfSamples(z, latent);
  const marginalKl = meanOf(priorNll) - entropy;
  return { nats: meanKl - marginalKl, meanKl, marginalKl, rows, ceiling: Math.log(rows) };
}
