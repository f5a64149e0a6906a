import { assertInRange, assertSeed, type Range, wholeNumber } from '../checks.ts';
import { pickDefined } from '../dropUndefined.ts';
import type { VaeConfigChoice } from '../families/vae/config.ts';
import type { GpuOptions } from '../gpu/device.ts';
import { assertVariants, type VariantChoices } from '../kernels/variants.ts';
import { POSITIVE } from '../optimizers/hyperparameters.ts';
import {
  OPTIMIZER_OPTIONS,
  type OptimizerOptions,
  resolveOptimizer,
} from '../optimizers/registry.ts';
import { MAX_BURST } from '../runtime/bursts.ts';
import type { DeviceLoss } from '../runtime/deviceRecovery.ts';
import type { KernelChoices } from '../runtime/kernelChoices.ts';
import type { Notice } from '../runtime/notice.ts';
import { checkSchedule, type Schedule } from '../schedules/schedule.ts';
import { checkObjective, OBJECTIVE_DEFAULTS, type ObjectiveOptions } from './objective.ts';

/**
 * Everything that determines a run's numbers, besides data and device. The optimizer is Adam
 * unless another is named; of the hyperparameters it has those that torch.optim gives it, and
 * their defaults.
 */
export interface TrainingOptions extends OptimizerOptions, ObjectiveOptions {
  /** Any whole number from 0 to 2³² - 1. Same seed, same device: the same bits. */
  readonly seed: number;
  /** 1e-3 unless given, which suits Adam and AdamW; SGD on a sum over a batch wants far less. */
  readonly learningRate: Schedule;
  readonly batchSize: number;
  /** What is differentiated: the loss summed over the batch's rows, or its mean. */
  readonly reduction: 'sum' | 'mean';
}

export interface VaeOptions extends GpuOptions, Partial<TrainingOptions> {
  readonly config?: VaeConfigChoice;
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

/** How steps are run; none of it changes results. */
export interface RunOptions {
  readonly burst: number | 'auto';
  readonly resident: boolean | undefined;
  readonly snapshotSteps: number;
  readonly maxSubmitMs: number;
}

const TRAINING_DEFAULTS: Omit<TrainingOptions, keyof OptimizerOptions> = {
  ...OBJECTIVE_DEFAULTS,
  seed: 1,
  learningRate: 1e-3,
  batchSize: 128,
  reduction: 'sum',
};

const GENERAL = Object.keys(TRAINING_DEFAULTS) as readonly (keyof typeof TRAINING_DEFAULTS)[];

const REDUCTIONS: Range = {
  holds: (value) => value === 'sum' || value === 'mean',
  wanted: '"sum" or "mean"',
};

const STEPS_OF_BURST = wholeNumber(1, MAX_BURST);

const BURSTS: Range = {
  holds: (value) => value === 'auto' || STEPS_OF_BURST.holds(value),
  wanted: `"auto" or ${STEPS_OF_BURST.wanted}`,
};

const ABOVE_ZERO: Range = { holds: (value) => Number(value) > 0, wanted: 'above 0' };

/** The training options among `options` that are not undefined, and nothing else. */
export function givenTraining(options: Partial<TrainingOptions>): Partial<TrainingOptions> {
  return pickDefined(options, [...GENERAL, ...OPTIMIZER_OPTIONS]);
}

/** @throws ConfigError naming the option, what it takes and what came. */
export function resolveTraining(options: Partial<TrainingOptions>): TrainingOptions {
  const general = { ...TRAINING_DEFAULTS, ...pickDefined(options, GENERAL) };
  const { seed, batchSize, learningRate, reduction } = general;
  assertSeed(seed);
  assertInRange('batchSize', wholeNumber(1, 2 ** 20), batchSize);
  if (typeof learningRate === 'number') assertInRange('learningRate', POSITIVE, learningRate);
  else checkSchedule('learningRate', learningRate);
  checkObjective(general);
  assertInRange('reduction', REDUCTIONS, reduction);
  return { ...general, ...resolveOptimizer(options) };
}

/** @throws ConfigError naming the option, what it takes and what came. */
export function resolveRun(options: VaeOptions): RunOptions {
  const { burst = 'auto', resident, snapshotSteps = 200, maxSubmitMs = 1000 } = options;
  assertInRange('burst', BURSTS, burst);
  assertInRange('snapshotSteps', wholeNumber(1, 2 ** 31), snapshotSteps);
  assertInRange('maxSubmitMs', ABOVE_ZERO, maxSubmitMs);
  return { burst, resident, snapshotSteps, maxSubmitMs };
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
