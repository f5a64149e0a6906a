import { assertInRange, BOOLEAN, shown, wholeNumber } from '../../checks.ts';
import type {
  LikelihoodChoice,
  LikelihoodOptions,
} from '../../distributions/likelihoods/likelihoods.ts';
import { ConfigError } from '../../errors.ts';
import { Later } from '../../later.ts';
import type { Shape } from '../../layers/layer.ts';
import type { Activation } from '../../ops/slots.ts';

/** The meaning of a data row's columns, and the preprocessing of their values. */
export interface InputConfig {
  /**
   * Columns of side information (one-hot labels or other known properties of a row). They follow
   * the data's columns in every row. Encoder and decoder take them as inputs; they are not
   * modelled. 0 by default. Source: Sohn et al., "Learning structured output representation using
   * deep conditional generative models", 2015.
   */
  readonly condition: number;
  /**
   * Binarization of values in [0, 1]: `none`; `static`, which gives 1 for values of at least ½; or
   * `dynamic`, which draws each value with itself as probability whenever a row is used. Side
   * information is not changed. `none` by default.
   */
  readonly binarize: 'none' | 'static' | 'dynamic';
  /**
   * Probability, in [0, 1), of hiding a value from the encoder. The remaining values are scaled up.
   * 0 by default.
   */
  readonly inputDropout: number;
  /**
   * If true, rows are scaled to length 1 for the encoder, as is usual for counts. False by default.
   */
  readonly normalizeInput: boolean;
  /**
   * If true, the encoder sees log(1 + x), as is usual for counts of genes; the target keeps the counts.
   * False by default.
   */
  readonly logInput?: boolean;
  /**
   * If true, every image is mirrored left to right with probability 1/2 whenever it is trained on;
   * encoder and target see the same image. Never where the model is evaluated or used. Needs an input
   * of shape `[height, width, channels]`. False by default.
   */
  readonly flip: boolean;
}

/** The architecture of a fully connected VAE. */
export interface VaeConfig extends InputConfig {
  /** Columns of the data, without the condition. 784 by default. */
  readonly input: number;
  /**
   * Widths of the encoder's hidden layers; the decoder mirrors them. May be empty. `[400]` by
   * default.
   */
  readonly hidden: readonly number[];
  /** Dimensions of z. 20 by default. */
  readonly latent: number;
  /** Activation of the hidden layers. `relu` by default. */
  readonly activation: Activation;
  /** p(x | z). `bernoulli` by default. */
  readonly likelihood: LikelihoodOptions;
}

/** An architecture with optional fields; omitted fields take the values of the classic model. */
export type VaeConfigChoice = Partial<Omit<VaeConfig, 'likelihood'>> & {
  readonly likelihood?: LikelihoodChoice;
};

/** Code for architectures of images. It loads where an architecture needs it. */
export const images = new Later(() => import('./images.ts'));

/**
 * Fills in the defaults for the data's columns.
 * @param input shape of a row, without the condition
 * @throws ConfigError naming the field that is out of range
 */
export function resolveInput(choice: Partial<InputConfig>, input: Shape): InputConfig {
  const {
    condition = 0,
    binarize = 'none',
    inputDropout = 0,
    normalizeInput = false,
    logInput = false,
    flip = false,
  } = choice;
  assertInRange('condition', wholeNumber(0), condition);
  if (!['none', 'static', 'dynamic'].includes(binarize)) {
    throw new ConfigError(`binarize must be "none", "static" or "dynamic", got ${shown(binarize)}`);
  }
  if (typeof inputDropout !== 'number' || !(inputDropout >= 0 && Math.fround(inputDropout) < 1)) {
    throw new ConfigError(`inputDropout must be a number in [0, 1), got ${shown(inputDropout)}`);
  }
  for (const [name, value] of Object.entries({ normalizeInput, logInput })) {
    assertInRange(name, BOOLEAN, value);
  }
  if (flip !== false) images.get().assertFlip(flip, input);
  return {
    ...{ condition, binarize, inputDropout, normalizeInput, flip },
    // Files of models without it stay as they are.
    ...(logInput && { logInput }),
  };
}
