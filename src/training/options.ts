import { assertInRange, assertSeed, POSITIVE, type Range, wholeNumber } from '../checks.ts';
import { checkSampler, loadSampler, type Sampler } from '../data/samplers/sampler.ts';
import { pickDefined } from '../dropUndefined.ts';
import type { Family } from '../families/family.ts';
import type { BuiltInOptions } from '../families/registry.ts';
import {
  loadOptimizer,
  OPTIMIZER_OPTIONS,
  type OptimizerOptions,
  resolveOptimizer,
} from '../optimizers/registry.ts';
import { MAX_BURST } from '../runtime/maxBurst.ts';
import { checkSchedule, loadSchedules, type Schedule } from '../schedules/schedule.ts';

/**
 * Everything that determines a run's numbers, besides data and device. The optimizer is Adam
 * unless another is named; of the hyperparameters it has those that torch.optim gives it, and
 * their defaults. Of the options of families a model has those of its own, all of them.
 */
export interface TrainingOptions extends OptimizerOptions, BuiltInOptions {
  /** Any whole number from 0 to 2³² - 1. Same seed, same device: the same bits. */
  readonly seed: number;
  /** 1e-3 unless given, which suits Adam and AdamW; SGD on a sum over a batch wants far less. */
  readonly learningRate: Schedule;
  readonly batchSize: number;
  /** How rows are chosen: each once an epoch, in an order drawn anew, unless another is named. */
  readonly sampler: Sampler;
  /** What is differentiated: the loss summed over the batch's rows, or its mean. */
  readonly reduction: 'sum' | 'mean';
  /**
   * What single parameter groups do otherwise, by the group's name: their optimizer, its
   * hyperparameters and their learning rate. A model of one network has the group `model` alone.
   */
  readonly groups?: Readonly<Record<string, GroupOptions>>;
}

/** How one parameter group is trained, where that differs from the rest. */
export interface GroupOptions extends Partial<OptimizerOptions> {
  readonly learningRate?: Schedule;
}

/** How steps are run; none of it changes results. */
export interface RunOptions {
  readonly burst: number | 'auto';
  readonly resident: boolean | undefined;
  readonly snapshotSteps: number;
  readonly maxSubmitMs: number;
}

const GENERAL_DEFAULTS = {
  seed: 1,
  learningRate: 1e-3 as Schedule,
  batchSize: 128,
  sampler: { kind: 'permutation' } as Sampler,
  reduction: 'sum' as TrainingOptions['reduction'],
};

const GENERAL = Object.keys(GENERAL_DEFAULTS) as readonly (keyof typeof GENERAL_DEFAULTS)[];

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

/** The training options of a family among `options` that are not undefined, and nothing else. */
export function givenTraining(
  options: Partial<TrainingOptions>,
  family: Pick<Family, 'defaults'>,
): Partial<TrainingOptions> {
  const own = Object.keys(family.defaults) as (keyof TrainingOptions)[];
  return pickDefined(options, [...GENERAL, ...own, ...OPTIMIZER_OPTIONS, 'groups']);
}

/**
 * Loads what training options name: from then on they can be resolved and steps recorded.
 * Of a family's own options these are schedules; the rest is the family's to load.
 * @throws ConfigError for an optimizer or a sampler that does not exist
 */
export async function loadTraining(options: Partial<TrainingOptions>): Promise<void> {
  const { sampler = GENERAL_DEFAULTS.sampler, groups = {} } = options;
  const all = [options, ...Object.values(groups)];
  await Promise.all([
    loadSampler(sampler),
    loadSchedules(all.flatMap((each) => Object.values(each))),
    ...all.map((each) => loadOptimizer(each)),
  ]);
}

/** @throws ConfigError naming the option, what it takes and what came. */
export function resolveTraining(
  options: Partial<TrainingOptions>,
  family: Pick<Family, 'defaults' | 'checkOptions'>,
): TrainingOptions {
  const general = { ...GENERAL_DEFAULTS, ...pickDefined(options, GENERAL) };
  const { seed, batchSize, sampler, learningRate, reduction } = general;
  assertSeed(seed);
  assertInRange('batchSize', wholeNumber(1, 2 ** 20), batchSize);
  checkSampler(sampler, batchSize);
  assertLearningRate('learningRate', learningRate);
  assertInRange('reduction', REDUCTIONS, reduction);
  const own = Object.keys(family.defaults) as (keyof TrainingOptions)[];
  const objective = { ...family.defaults, ...pickDefined(options, own) };
  family.checkOptions(objective);
  const { groups } = options;
  // The order of fields is that of files of earlier versions.
  const resolved = { ...objective, ...general, ...resolveOptimizer(options) } as TrainingOptions;
  if (groups === undefined) return resolved;
  for (const group of Object.keys(groups)) groupOptimizer({ ...resolved, groups }, group);
  return { ...resolved, groups };
}

/**
 * The optimizer of a parameter group, with its learning rate.
 * @throws ConfigError naming the option, what it takes and what came
 */
export function groupOptimizer(
  options: TrainingOptions,
  group: string,
): OptimizerOptions & { readonly learningRate: Schedule } {
  const own = options.groups?.[group];
  if (own === undefined) return options;
  const { learningRate = options.learningRate, ...hyperparameters } = own;
  assertLearningRate(`groups.${group}.learningRate`, learningRate);
  const sameOptimizer = own.optimizer === undefined || own.optimizer === options.optimizer;
  // Hyperparameters of another optimizer mean nothing to this one.
  const shared = sameOptimizer ? pickDefined(options, OPTIMIZER_OPTIONS) : {};
  return { ...resolveOptimizer({ ...shared, ...hyperparameters }), learningRate };
}

function assertLearningRate(name: string, learningRate: Schedule): void {
  if (typeof learningRate === 'number') assertInRange(name, POSITIVE, learningRate);
  else checkSchedule(name, learningRate);
}

/** @throws ConfigError naming the option, what it takes and what came. */
export function resolveRun(options: Partial<RunOptions>): RunOptions {
  const { burst = 'auto', resident, snapshotSteps = 200, maxSubmitMs = 1000 } = options;
  assertInRange('burst', BURSTS, burst);
  assertInRange('snapshotSteps', wholeNumber(1, 2 ** 31), snapshotSteps);
  assertInRange('maxSubmitMs', ABOVE_ZERO, maxSubmitMs);
  return { burst, resident, snapshotSteps, maxSubmitMs };
}
