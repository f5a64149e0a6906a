import type { BackendOptions } from '../backend/options.ts';
import type { AskedModel } from '../families/asked.ts';
import type { GpuOptions } from '../gpu/device.ts';
import type { VariantChoices } from '../kernels/variants.ts';
import type { DeviceLoss } from '../runtime/deviceRecovery.ts';
import type { KernelChoices } from '../runtime/kernelChoices.ts';
import type { Notice } from '../runtime/notice.ts';
import type { TrainingOptions } from '../training/options.ts';

export interface VaeOptions
  extends GpuOptions,
    BackendOptions,
    AskedModel,
    Partial<TrainingOptions> {
  /**
   * Steps per submit. With `auto`, measured time determines the size of bursts. Does not change
   * results. `auto` by default.
   */
  readonly burst?: number | 'auto';
  /**
   * For `VAE.load`: takes only the weights of a checkpoint, as from a file of plain weights.
   * Training options come from the caller, the optimizer's moments are zero, and training starts at
   * step 0. Use this to continue a checkpoint with another optimizer. False by default.
   */
  readonly weightsOnly?: boolean;
  /** False runs the recorded plan without fusion: slower, for comparison. True by default. */
  readonly fuse?: boolean;
  /**
   * Kernel variants of products; override the adapter's defaults and the choices in a checkpoint.
   * Results may differ in bits between variants. By default neither is overridden.
   */
  readonly variants?: VariantChoices;
  /**
   * False streams data sets to the GPU burst by burst even if they would fit. By default data sets
   * stay on the GPU if they fit.
   */
  readonly resident?: boolean;
  /**
   * Steps between snapshots to the host. This limits the number of steps lost with a device. 200 by
   * default.
   */
  readonly snapshotSteps?: number;
  /**
   * Maximum duration of a submit in milliseconds, 1000 by default. Bursts shrink to respect it;
   * then single steps are split. Up to three bursts are in flight, and other calls on the model
   * wait for these during training: for at most about three times this duration.
   */
  readonly maxSubmitMs?: number;
  /**
   * Where private training takes its noise and its rows from, as `freshSecret` of `webgpu-vae/privacy` gives it.
   * With that of a checkpoint's run `VAE.load` goes on to the bit. By default a fresh one that nobody gets.
   */
  readonly secret?: string | undefined;
  /** Called after a lost device was replaced and training continues. */
  readonly onDeviceLost?: (loss: DeviceLoss) => void;
  /**
   * Called with information that requires no action, for example that a run continues on another
   * adapter. `console.warn` prints it by default.
   */
  readonly onNotice?: (notice: Notice) => void;
}

/**
 * The kernels of a run: given by the caller, else recorded in a checkpoint, else the defaults.
 * @throws ConfigError for a variant or a kernel that does not exist
 */
export async function resolveKernels(
  { fuse, variants }: VaeOptions,
  recorded: Partial<KernelChoices> = {},
): Promise<KernelChoices> {
  const kernels = { ...recorded, fuse: fuse ?? recorded.fuse ?? true };
  if (variants === undefined) return kernels;
  const { assertVariants } = await import('../kernels/assertVariants.ts');
  assertVariants(variants);
  // Given variants apply to the current device, so the recorded adapter is dropped.
  const { adapter: _, ...rest } = kernels;
  return { ...rest, variants };
}
