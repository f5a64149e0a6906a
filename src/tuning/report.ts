import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { ProductVariant } from '../kernels/variants.ts';

/** Milliseconds of one launch, by variant. */
export type VariantTimes = Readonly<Partial<Record<ProductVariant, number>>>;

/** A variant that was not measured, and why. */
export interface SkippedVariant {
  readonly variant: ProductVariant;
  readonly reason: string;
}

/** What is known of one product of a training step. */
export interface TunedDispatch {
  readonly label: string;
  readonly kernel: string;
  /** Kernel, slots and sizes: what the choice is kept under. */
  readonly key: string;
  /** The variant that runs from now on. */
  readonly variant: ProductVariant;
  /** `default`: the time budget did not reach it, or nothing but the default can run. */
  readonly source: 'measured' | 'cache' | 'default';
  /** Medians; of a variant that was far behind at once, a first figure. */
  readonly ms: VariantTimes;
  readonly skipped: readonly SkippedVariant[];
}

/** What is known of a dispatch that is no product: there is nothing to choose about it. */
export interface TimedDispatch {
  readonly label: string;
  readonly kernel: string;
  readonly key: string;
  /** Missing where it was not measured. */
  readonly ms?: number;
}

/** Whether the batch is written to memory for the weight gradients, or gathered again. */
export interface TunedInputs {
  readonly keepBatch: boolean;
  /**
   * Milliseconds of what a step runs only with the batch in memory, the writing of it included,
   * and only without; missing where not all of it was measured.
   */
  readonly keptMs?: number;
  readonly gatheredMs?: number;
  /** What of it is no product and so not among `dispatches`: what writes the batch. */
  readonly others: readonly TimedDispatch[];
}

/** What `tune` found. */
export interface TuneReport {
  readonly adapter: AdapterDescription;
  /** How this adapter is measured: its own timestamps, or slopes of the host's clock. */
  readonly clock: 'timestamps' | 'wall';
  readonly budgetMs: number;
  /** What it took, compilation included. */
  readonly seconds: number;
  /** One entry for products of the same key; both ways of updating, where there are two. */
  readonly dispatches: readonly TunedDispatch[];
  /** Missing where the plan is the same either way. */
  readonly inputs?: TunedInputs;
  /** Whether everything was measured, now or before: nothing was left for lack of time. */
  readonly complete: boolean;
}
