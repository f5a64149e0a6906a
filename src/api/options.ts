import type { AskedModel } from '../families/asked.ts';
import type { GpuOptions } from '../gpu/device.ts';
import { assertVariants, type VariantChoices } from '../kernels/variants.ts';
import type { DeviceLoss } from '../runtime/deviceRecovery.ts';
import type { KernelChoices } from '../runtime/kernelChoices.ts';
import type { Notice } from '../runtime/notice.ts';
import type { TrainingOptions } from '../training/options.ts';

export interface VaeOptions extends GpuOptions, AskedModel, Partial<TrainingOptions> {
  /** Steps in one submit; `auto` sizes bursts by measured time. Does not change results. */
  readonly burst?: number | 'auto';
  /**
   * For `VAE.load`: takes the weights of a checkpoint and nothing of its training, as from a file
   * of plain weights. Options are then those given, the optimizer's moments are zero, and training
   * starts at step 0. This is how a checkpoint goes on under another optimizer.
   */
  readonly weightsOnly?: boolean;
  /** False runs the recorded plan without fusion: slower, for comparison. */
  readonly fuse?: boolean;
  /**
   * How products are computed, in place of the adapter's default and of what a checkpoint says.
   * Results may differ in bits between variants.
   */
  readonly variants?: VariantChoices;
  /** False streams data sets to the GPU a burst at a time even where they would fit. */
  readonly resident?: boolean;
  /** Steps between snapshots to the host, and so the most that a lost device costs. */
  readonly snapshotSteps?: number;
  /**
   * What no submit should exceed, in milliseconds, 1000 by default: bursts shrink, then a step is
   * split. Up to three bursts are under way, and what is asked of the model while it trains waits
   * for these: about three times as long at most.
   */
  readonly maxSubmitMs?: number;
  /** Told when the device was lost and training goes on with another. */
  readonly onDeviceLost?: (loss: DeviceLoss) => void;
  /** Told what may matter and stops nothing, such as a run that goes on on another adapter. */
  readonly onNotice?: (notice: Notice) => void;
}

/**
 * The kernels of a run: those given, else those that a checkpoint recorded, else the defaults.
 * @throws ConfigError for a variant or a kernel that does not exist
 */
export function resolveKernels(
  { fuse, variants }: VaeOptions,
  recorded: Partial<KernelChoices> = {},
): KernelChoices {
  const kernels = { ...recorded, fuse: fuse ?? recorded.fuse ?? true };
  if (variants === undefined) return kernels;
  assertVariants(variants);
  // Given for the device at hand, wherever the rest was chosen.
  const { adapter: _, ...rest } = kernels;
  return { ...rest, variants };
}
