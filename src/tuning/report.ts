import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { ProductVariant } from '../kernels/variants.ts';

/** Milliseconds per launch, by variant. */
export type VariantTimes = Readonly<Partial<Record<ProductVariant, number>>>;

/** A variant that was not measured, with the reason. */
export interface SkippedVariant {
  /** Name of the variant. */
  readonly variant: ProductVariant;
  /** Why it was not measured. */
  readonly reason: string;
}

/** The tuning result of one product of a training step. */
export interface TunedDispatch {
  /** Name of the dispatch, such as `fc1.forward`. */
  readonly label: string;
  /** The kernel that it runs. */
  readonly kernel: string;
  /** Kernel, slots and sizes, the key under which the choice is stored. */
  readonly key: string;
  /** The variant that is used from now on. */
  readonly variant: ProductVariant;
  /** `default`: the time budget did not suffice, or only the default can run. */
  readonly source: 'measured' | 'cache' | 'default';
  /** Medians; for a variant that was eliminated at once, its first measurement. */
  readonly ms: VariantTimes;
  /** Variants that were not measured. */
  readonly skipped: readonly SkippedVariant[];
}

/** The measurement of a dispatch that is not a product and has no variants. */
export interface TimedDispatch {
  /** Name of the dispatch. */
  readonly label: string;
  /** The kernel that it runs. */
  readonly kernel: string;
  /** Kernel, slots and sizes, the key under which the time is stored. */
  readonly key: string;
  /** Undefined if it was not measured. */
  readonly ms?: number;
}

/**
 * The choice between writing the batch to memory for the weight gradients and gathering it again.
 */
export interface TunedInputs {
  /** True if the batch is written to memory from now on. */
  readonly keepBatch: boolean;
  /**
   * Milliseconds of the dispatches that a step runs only with the batch in memory, including its
   * writing, and only without; undefined if some were not measured.
   */
  readonly keptMs?: number;
  /** Milliseconds without the batch in memory. */
  readonly gatheredMs?: number;
  /** Those of these dispatches that are not products: the one that writes the batch. */
  readonly others: readonly TimedDispatch[];
}

/** The result of `tune`. */
export interface TuneReport {
  /** The adapter that was measured. */
  readonly adapter: AdapterDescription;
  /** Method of measurement: GPU timestamps, or slopes of the host's clock. */
  readonly clock: 'timestamps' | 'wall';
  /** The time budget in milliseconds. */
  readonly budgetMs: number;
  /** Duration of tuning, including compilation. */
  readonly seconds: number;
  /** One entry per product key, with both ways of updating if there are two. */
  readonly dispatches: readonly TunedDispatch[];
  /** Undefined if both choices give the same plan. */
  readonly inputs?: TunedInputs;
  /** True if everything was measured, now or earlier, within the time budget. */
  readonly complete: boolean;
}
