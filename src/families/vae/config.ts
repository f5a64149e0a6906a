import { assertInRange, wholeNumber } from '../../checks.ts';
import type {
  LikelihoodChoice,
  LikelihoodOptions,
} from '../../distributions/likelihoods/likelihoods.ts';
import { ConfigError } from '../../errors.ts';
import type { Activation } from '../../ops/slots.ts';

/** What the columns of a data row are to the model, and what is done to them on the way in. */
export interface InputConfig {
  /**
   * Columns of side information (labels one-hot, or anything else known of a row), which follow
   * the data's columns in every row. Both networks are given them, and nothing models them.
   * Source: Sohn et al., "Learning structured output representation using deep conditional
   * generative models", 2015.
   */
  readonly condition: number;
  /**
   * How values in [0, 1] become binary: not at all; `static`, 1 from ½ on; or `dynamic`, drawn anew
   * with the value as probability each time a row is met. Side information stays as it is.
   */
  readonly binarize: 'none' | 'static' | 'dynamic';
  /** The share of values that the encoder does not see; those it sees are scaled up. In [0, 1). */
  readonly inputDropout: number;
  /** Whether the encoder sees rows scaled to length 1, as is usual for counts. */
  readonly normalizeInput: boolean;
}

/** The architecture of a fully connected VAE. */
export interface VaeConfig extends InputConfig {
  /** Columns of the data, side information not counted. */
  readonly input: number;
  /** Widths of the encoder's hidden layers; the decoder mirrors them. May be empty. */
  readonly hidden: readonly number[];
  /** Dimensions of z. */
  readonly latent: number;
  /** Activation of the hidden layers. */
  readonly activation: Activation;
  /** p(x | z) */
  readonly likelihood: LikelihoodOptions;
}

/** An architecture as it is asked for: what is left out is that of the classic model. */
export type VaeConfigChoice = Partial<Omit<VaeConfig, 'likelihood'>> & {
  readonly likelihood?: LikelihoodChoice;
};

/**
 * Completes what an architecture says of the data's columns.
 * @throws ConfigError naming the field that is out of range
 */
export function resolveInput(choice: Partial<InputConfig>): InputConfig {
  const { condition = 0, binarize = 'none', inputDropout = 0, normalizeInput = false } = choice;
  assertInRange('condition', wholeNumber(0), condition);
  if (!['none', 'static', 'dynamic'].includes(binarize)) {
    throw new ConfigError(`binarize must be "none", "static" or "dynamic", got ${binarize}`);
  }
  if (!(inputDropout >= 0 && Math.fround(inputDropout) < 1)) {
    throw new ConfigError(`inputDropout must be in [0, 1), got ${inputDropout}`);
  }
  if (typeof normalizeInput !== 'boolean') {
    throw new ConfigError(`normalizeInput must be true or false, got ${String(normalizeInput)}`);
  }
  return { condition, binarize, inputDropout, normalizeInput };
}
