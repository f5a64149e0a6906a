import type { Definition } from '../../../kernels/definitions.ts';
import type { Amount, Terms } from '../../model.ts';
import type { CodedBatch } from '../codedBatch.ts';

/** The terms that a regularizer adds to the evidence lower bound. */
export interface Regularization {
  /** Its loss terms, in report order. */
  readonly terms: Terms;
  /** Their weights in the minimised sum. */
  readonly minimises: Readonly<Record<string, Amount>>;
}

/** A kind of regularizer: its options, and how it is recorded. */
export interface RegularizerDefinition<Options> extends Definition {
  /**
   * Fills in defaults.
   * @throws ConfigError naming the option, the accepted values and the given value
   */
  readonly resolve: (given: Partial<Options>) => Options;
  /** True if its terms take the place of the KL, which then has no weight of its own. */
  readonly replacesKl?: boolean;
  /** @throws ConfigError for a posterior that it cannot take */
  readonly record: (batch: CodedBatch, options: Options) => Regularization;
}
