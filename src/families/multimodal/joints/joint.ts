import type { Mode } from '../../../layers/layer.ts';
import type { SubsetCounts } from '../../../ops/expertSubsets.ts';

/** How the posteriors of single modalities make that of several. */
export interface JointDefinition<Options> {
  /** Needed to be a definition; all kinds share their kernels. */
  readonly parts: readonly [];
  /**
   * Fills in defaults.
   * @throws ConfigError naming the option, the accepted values and the given value
   */
  readonly resolve: (given: Partial<Options>) => Options;
  /**
   * The subsets of modalities that have a code, as numbers: bit e for modality e, 0 for all that are there.
   */
  readonly subsets: (modalities: number, options: Options, mode: Mode) => readonly number[];
  /** How their losses count. */
  readonly counts: SubsetCounts;
  /** True if N(0, I) is an expert of every product. */
  readonly prior: boolean;
  /** True if the posterior is the mixture of those of all subsets that count. */
  readonly mixture: boolean;
}

/** Subsets of one modality each. */
export const singles = (modalities: number): readonly number[] =>
  Array.from({ length: modalities }, (_, e) => 2 ** e);

/** All subsets but the empty one. */
export const everySubset = (modalities: number): readonly number[] =>
  Array.from({ length: 2 ** modalities - 1 }, (_, s) => s + 1);
