import type { Dataset } from '../data/dataset.ts';
import { ConfigError } from '../errors.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import { assertVariant, type ProductVariant } from '../kernels/variants.ts';
import type { TuningStore } from './store.ts';

export interface TuneOptions {
  /**
   * Milliseconds after which no further product is begun; what is under way is finished. 5,000
   * by default, 20,000 on CPU adapters. The costliest products come first.
   */
  readonly budgetMs?: number;
  /**
   * The variants to compare with the default one. Without it all that the device can run; on CPU
   * adapters none with workgroup memory, which are slow there and take seconds to compile.
   */
  readonly variants?: readonly ProductVariant[];
  /** Element type of the data that the model is trained on; `u8` by default. */
  readonly dtype?: Dataset['dtype'];
  /**
   * Where results are kept and looked up. By default the page's localStorage, and without one the
   * memory of this model; in Node see `tuningFile` of `webgpu-vae/node`.
   */
  readonly store?: TuningStore;
  /** Measures again what is known already. */
  readonly again?: boolean;
}

/** Options of `tune`, with the defaults filled in. */
export interface TuneRequest {
  readonly budgetMs: number;
  readonly variants: readonly ProductVariant[] | undefined;
  readonly dtype: Dataset['dtype'];
  readonly store: TuningStore;
  readonly again: boolean;
}

const BUDGET_MS = { hardware: 5_000, software: 20_000 } as const;

/**
 * @param usualStore where results are kept if the options name no place
 * @throws ConfigError naming the option, what it takes and what came.
 */
export function resolveTune(
  options: TuneOptions,
  { software }: AdapterDescription,
  usualStore: TuningStore,
): TuneRequest {
  const usual = software ? BUDGET_MS.software : BUDGET_MS.hardware;
  const { budgetMs = usual, variants, dtype = 'u8', again = false } = options;
  const { store = usualStore } = options;
  if (!(budgetMs > 0)) {
    throw new ConfigError(`budgetMs must be a number of milliseconds above 0, got ${budgetMs}`);
  }
  if (variants !== undefined && !Array.isArray(variants)) {
    throw new ConfigError(`variants must be a list of names, got ${JSON.stringify(variants)}`);
  }
  for (const name of variants ?? []) assertVariant('variants', name);
  return { budgetMs, variants, dtype, store, again };
}
