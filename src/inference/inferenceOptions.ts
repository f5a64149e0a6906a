import {
  AT_LEAST_ZERO,
  assertInRange,
  assertOptions,
  BOOLEAN,
  CHECKED_LATER,
  type OptionRanges,
  SEED,
  wholeNumber,
} from '../checks.ts';

/** Options of {@link VAE.encode}. */
export interface EncodeOptions {
  /** If true, the result contains `z`, one sample of each row's posterior. False by default. */
  readonly sample?: boolean;
  /** Seed of the samples; the same seed gives the same z. 0 by default. */
  readonly seed?: number;
}

export const ENCODE_RANGES: OptionRanges<EncodeOptions> = { sample: BOOLEAN, seed: SEED };

/** The posterior of rows: `mu` and `logvar`, each `[rows, latent]`. */
export interface Encoding {
  /** Means, `[rows, latent]`. */
  readonly mu: Float32Array;
  /** Log variances, `[rows, latent]`. */
  readonly logvar: Float32Array;
}

/** An encoding with `z`, one sample of each posterior, `[rows, latent]`. */
export interface SampledEncoding extends Encoding {
  /** `[rows, latent]` */
  readonly z: Float32Array;
}

/** Options of {@link VAE.sample}. */
export interface SampleOptions {
  /** The same seed gives the same images. 0 by default. */
  readonly seed?: number;
  /**
   * Standard deviation of z; 1 is the prior. Below 1 images are more typical and less varied, above
   * 1 the reverse. Of a hierarchy it may be a list, one for each level, that next to the data first. Of
   * sequences it is that of their codes; tokens are drawn as the decoder has them. 1 by default.
   */
  readonly temperature?: number | readonly number[];
  /**
   * For conditional models: `[condition]` for all images, or `[count, condition]`. `oneHotLabels`
   * converts class numbers to it. By default there is none.
   */
  readonly condition?: Float32Array;
}

const SAMPLE_RANGES: OptionRanges<SampleOptions> = {
  seed: SEED,
  temperature: {
    holds: (value) => (Array.isArray(value) ? value : [value]).every(AT_LEAST_ZERO.holds),
    wanted: `${AT_LEAST_ZERO.wanted}, or a list of such numbers`,
  },
  condition: CHECKED_LATER,
};

/** Checked arguments of `sample`, except for the condition, which depends on the model. */
export interface SampleRequest {
  readonly seed: number;
  readonly temperature: number | readonly number[];
  readonly condition: Float32Array | undefined;
}

/**
 * Checks the arguments of `sample`.
 * @param options a number is the seed
 * @throws ConfigError naming the argument that is out of range
 */
export function resolveSample(count: number, options: SampleOptions | number): SampleRequest {
  assertInRange('the count of samples', wholeNumber(1), count);
  const given = typeof options === 'number' ? { seed: options } : options;
  assertOptions('sample', given, SAMPLE_RANGES);
  const { seed = 0, temperature = 1, condition }: SampleOptions = given;
  return { seed, temperature, condition };
}
