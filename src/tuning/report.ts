import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { ProductVariant } from '../kernels/variants.ts';

/** Milliseconds per launch, by variant. */
export type VariantTimes = Readonly<Partial<Record<ProductVariant, number>>>;

/** A variant that was not measured, with the reason. */
export interface SkippedVariant {
  readonly variant: ProductVariant;
  readonly reason: string;
}

/** The tuning result of one product of a training step. */
export interface TunedDispatch {
  readonly label: string;
  readonly kernel: string;
  /** Kernel, slots and sizes, the key under which the choice is stored. */
  readonly key: string;
  /** The variant that is used from now on. */
  readonly variant: ProductVariant;
  /** `default`: the time budget did not suffice, or only the default can run. */
  readonly source: 'measured' | 'cache' | 'default';
  /** Medians; for a variant that was eliminated at once, its first measurement. */
  readonly ms: VariantTimes;
  readonly skipped: readonly SkippedVariant[];
}

/** The measurement of a dispatch that is not a product and has no variants. */
export interface TimedDispatch {
  readonly label: string;
  readonly kernel: string;
  readonly key: string;
  /** Undefined if it was not measured. */
  readonly ms?: number;
}

/**
 * The choice between writing the batch to memory for the weight gradients and gathering it again.
 */
export interface TunedInputs {
  readonly keepBatch: boolean;
  /**
   * Milliseconds of the dispatches that a step runs only with the batch in memory, including its
   * writing, and only without; undefined if some were not measured.
   */
  readonly keptMs?: number;
  readonly gatheredMs?: number;
  /** Those of these dispatches that are not products: the one that writes the batch. */
  readonly others: readonly TimedDispatch[];
}

/** The result of `tune`. */
export interface TuneReport {
  readonly adapter: AdapterDescription;
  /** Method of measurement: GPU timestamps, or slopes of the host's clock. */
  readonly clock: 'timestamps' | 'wall';
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
