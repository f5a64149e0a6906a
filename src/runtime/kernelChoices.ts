import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { VariantChoices } from '../kernels/variants.ts';

/**
 * The choice of kernels, which determines the bits of results. It is saved with the model and
 * survives a device loss.
 */
export interface KernelChoices {
  /** True if the plan was fused. */
  readonly fuse: boolean;
  /**
   * If true, the batch is written to memory for the weight gradients; if false, it is gathered
   * again. If it was not measured, the kind of adapter decides.
   */
  readonly keepBatch?: boolean;
  /** Kernel variants of products, if they were measured or given. */
  readonly variants?: VariantChoices;
  /** The adapter for which the choices were made. */
  readonly adapter?: AdapterDescription;
}
