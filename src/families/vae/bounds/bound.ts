import type { Definition } from '../../../kernels/definitions.ts';
import type { Objective } from '../../model.ts';
import type { CodedBatch } from '../codedBatch.ts';

/** A kind of bound of -log p(x): its options, and how it is recorded. */
export interface BoundDefinition<Options> extends Definition {
  /**
   * Fills in defaults.
   * @throws ConfigError naming the option, the accepted values and the given value
   */
  readonly resolve: (given: Partial<Options>) => Options;
  /** @throws ConfigError for a number of samples that it cannot take */
  readonly checkSamples?: (options: Options, samples: number) => void;
  /**
   * @param elbo records the evidence lower bound instead
   * @throws ConfigError for a posterior that it cannot take
   */
  readonly record: (batch: CodedBatch, options: Options, elbo: () => Objective) => Objective;
}
