import {
  ABOVE_ZERO,
  assertOptions,
  BOOLEAN,
  CHECKED_LATER,
  type OptionRanges,
  shown,
} from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { DType } from '../graph/tensor.ts';
import { assertVariant } from '../kernels/assertVariants.ts';
import type { ProductVariant } from '../kernels/variants.ts';
import { TUNING_STORE, type TuningStore } from './store.ts';

/** Options of {@link VAE.tune}. */
export interface TuneOptions {
  /**
   * Time budget in milliseconds: after it no further product is begun, but the current one is
   * finished. 5,000 by default, 20,000 on CPU adapters. Costly products come first.
   */
  readonly budgetMs?: number;
  /**
   * The variants to compare with the default one. By default all that the device can run, except
   * variants with workgroup memory on CPU adapters, which are slow there and take seconds to
   * compile.
   */
  readonly variants?: readonly ProductVariant[];
  /** Element type of the training data; by default the first that the model takes, such as `u8`. */
  readonly dtype?: DType;
  /**
   * Storage of results. By default the page's localStorage, or else memory of this model. In Node
   * see `tuningFile` of `webgpu-vae/node`.
   */
  readonly store?: TuningStore;
  /** Repeats measurements that are already stored. False by default. */
  readonly again?: boolean;
}

/** Options of `tune`, with defaults filled in. */
export interface TuneRequest {
  readonly budgetMs: number;
  readonly variants: readonly ProductVariant[] | undefined;
  readonly dtype: DType | undefined;
  readonly store: TuningStore;
  readonly again: boolean;
}

const TUNE_RANGES: OptionRanges<TuneOptions> = {
  budgetMs: ABOVE_ZERO,
  variants: CHECKED_LATER,
  dtype: CHECKED_LATER,
  store: TUNING_STORE,
  again: BOOLEAN,
};

const BUDGET_MS = { hardware: 5_000, software: 20_000 } as const;

/**
 * @param usualStore storage of results if the options name none
 * @throws ConfigError naming the option, the accepted values and the given value.
 */
export function resolveTune(
  options: TuneOptions,
  { software }: AdapterDescription,
  usualStore: TuningStore,
): TuneRequest {
  assertOptions('tune', options, TUNE_RANGES);
  const usual = software ? BUDGET_MS.software : BUDGET_MS.hardware;
  const { budgetMs = usual, variants, dtype, again = false } = options;
  const { store = usualStore } = options;
  if (variants !== undefined && !Array.isArray(variants)) {
    throw new ConfigError(`variants must be a list of names, got ${shown(variants)}`);
  }
  for (const name of variants ?? []) assertVariant('variants', name);
  return { budgetMs, variants, dtype, store, again };
}
