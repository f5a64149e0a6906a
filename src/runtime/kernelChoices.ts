import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { VariantChoices } from '../kernels/variants.ts';

/**
 * What decides which kernels run, and with them the bits of the results. Part of a run: it is
 * saved with the model, and outlives a lost device.
 */
export interface KernelChoices {
  readonly fuse: boolean;
  /**
   * Whether the batch is written to memory for the weight gradients, instead of gathered again;
   * by the kind of adapter where it was not measured.
   */
  readonly keepBatch?: boolean;
  /** The variants of products, where they were measured or given. */
  readonly variants?: VariantChoices;
  /** The adapter that the choices were made on. */
  readonly adapter?: AdapterDescription;
}
