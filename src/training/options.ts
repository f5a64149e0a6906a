import { ConfigError } from '../errors.ts';
import type { VaeConfigChoice } from '../families/vae/config.ts';
import { pickGiven } from '../given.ts';
import type { GpuOptions } from '../gpu/device.ts';
import { assertVariants, type VariantChoices } from '../kernels/variants.ts';
import { POSITIVE } from '../optimizers/hyperparameters.ts';
import {
  loadOptimizer,
  OPTIMIZER_OPTIONS,
  type OptimizerOptions,
  resolveOptimizer,
} from '../optimizers/registry.ts';
import type { DeviceLoss, KernelChoices, Notice } from '../runtime/live.ts';
import {
  checkObjective,
  loadObjective,
  OBJECTIVE_DEFAULTS,
  type ObjectiveOptions,
} from './objective.ts';
import { checkSchedule, type Schedule } from './schedules/schedule.ts';

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

/** Slots of the loss ring, and so the longest burst. */
export const MAX_BURST = 32;

const GENERAL = Object.keys(TRAINING_DEFAULTS) as readonly (keyof typeof TRAINING_DEFAULTS)[];

/** The training options among `options` that are not undefined, and nothing else. */
export function givenTraining(options: Partial<TrainingOptions>): Partial<TrainingOptions> {
  return pickGiven(options, [...GENERAL, ...OPTIMIZER_OPTIONS]);
}

/**
 * Loads what training options name: from then on they can be resolved and steps recorded.
 * @throws ConfigError for an optimizer that does not exist
 */
export async function loadTraining(options: Partial<TrainingOptions>): Promise<void> {
  await Promise.all([loadOptimizer(options), loadObjective(options)]);
}

/** @throws ConfigError naming the option, what it takes and what came. */
export function resolveTraining(options: Partial<TrainingOptions>): TrainingOptions {
  const general = { ...TRAINING_DEFAULTS, ...pickGiven(options, GENERAL) };
  const { seed, batchSize, learningRate, reduction } = general;
  assertSeed(seed);
  expect(
    isWhole(batchSize, 1, 2 ** 20),
    'batchSize',
    'a whole number from 1 to 1048576',
    batchSize,
  );
  if (typeof learningRate === 'number') {
    expect(POSITIVE.holds(learningRate), 'learningRate', POSITIVE.wanted, learningRate);
  } else checkSchedule('learningRate', learningRate);
  checkObjective(general);
  expect(reduction === 'sum' || reduction === 'mean', 'reduction', '"sum" or "mean"', reduction);
  return { ...general, ...resolveOptimizer(options) };
}

/** @throws ConfigError naming the option, what it takes and what came. */
export function resolveRun(options: VaeOptions): RunOptions {
  const { burst = 'auto', resident, snapshotSteps = 200, maxSubmitMs = 1000 } = options;
  const fits = burst === 'auto' || isWhole(burst, 1, MAX_BURST);
  expect(fits, 'burst', `"auto" or a whole number from 1 to ${MAX_BURST}`, burst);
  expect(
    isWhole(snapshotSteps, 1, 2 ** 31),
    'snapshotSteps',
    'a whole number from 1 to 2147483648',
    snapshotSteps,
  );
  expect(maxSubmitMs > 0, 'maxSubmitMs', 'above 0', maxSubmitMs);
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

/** @throws ConfigError if `seed` is not a u32. */
export function assertSeed(seed: number): void {
  expect(isWhole(seed, 0, 2 ** 32 - 1), 'seed', 'a whole number from 0 to 4294967295', seed);
}

function isWhole(value: unknown, low: number, high: number): boolean {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}

function expect(holds: boolean, name: string, wanted: string, got: unknown): void {
  if (!holds) throw new ConfigError(`${name} must be ${wanted}, got ${String(got)}`);
}
