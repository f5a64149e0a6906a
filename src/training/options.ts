import {
  ABOVE_ZERO,
  assertInRange,
  assertSeed,
  POSITIVE,
  type Range,
  wholeNumber,
} from '../checks.ts';
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
import type { Secret } from '../random/secret.ts';
import { MAX_BURST } from '../runtime/maxBurst.ts';
import { checkSchedule, loadSchedules, type Schedule } from '../schedules/schedule.ts';
import { type Groups, groupEntries } from './groups.ts';
import { privateTraining } from './privacy.ts';
import type { PrivacyOptions } from './privacyOptions.ts';

/**
 * Every option that determines the numerical results of a run, besides data and device. The
 * optimizer is Adam by default. Hyperparameters have the names and defaults of torch.optim. Of the
 * options of families, a model has all those of its own family and no others.
 */
export interface TrainingOptions extends OptimizerOptions, BuiltInOptions {
  /**
   * Any whole number from 0 to 2³² - 1. The same seed on the same device gives the same bits. 1 by
   * default.
   */
  readonly seed: number;
  /**
   * 1e-3 by default, which suits Adam and AdamW. SGD on a sum over a batch needs a far smaller
   * value.
   */
  readonly learningRate: Schedule;
  /** Rows of a step, from 1 to 2²⁰; 128 by default. */
  readonly batchSize: number;
  /**
   * Choice of rows. By default each row is used once an epoch, in an order drawn for each epoch; with
   * `privacy`, each batch has each row with the same probability.
   */
  readonly sampler: Sampler;
  /** Sums or averages the loss over the rows of a batch. `sum` by default. */
  readonly reduction: 'sum' | 'mean';
  /**
   * Options of single parameter groups, by group name: optimizer, hyperparameters and learning
   * rate. A model with one network has only the group `model`. By default all groups are trained
   * alike.
   */
  readonly groups?: Groups;
  /**
   * Trains with a budget of privacy (DP-SGD): the gradient of each example is clipped, and the sum gets noise. By
   * default training keeps no promise.
   */
  readonly privacy?: PrivacyOptions;
}

/** Options for running steps. They do not change results, but for the secret of private training. */
export interface RunOptions {
  readonly burst: number | 'auto';
  readonly resident: boolean | undefined;
  readonly snapshotSteps: number;
  readonly maxSubmitMs: number;
  /** Where private training takes its noise and its rows from. */
  readonly secret?: Secret | undefined;
}

const GENERAL_DEFAULTS = {
  seed: 1,
  learningRate: 1e-3 as Schedule,
  batchSize: 128,
  sampler: { kind: 'permutation' } as Sampler,
  reduction: 'sum' as TrainingOptions['reduction'],
};

const GENERAL = [...Object.keys(GENERAL_DEFAULTS), 'privacy'] as readonly (
  | keyof typeof GENERAL_DEFAULTS
  | 'privacy'
)[];

const REDUCTIONS: Range = {
  holds: (value) => value === 'sum' || value === 'mean',
  wanted: '"sum" or "mean"',
};

const STEPS_OF_BURST = wholeNumber(1, MAX_BURST);

const BURSTS: Range = {
  holds: (value) => value === 'auto' || STEPS_OF_BURST.holds(value),
  wanted: `"auto" or ${STEPS_OF_BURST.wanted}`,
};

/** Names of the training options of a family. */
export function trainingNames(
  family: Pick<Family, 'defaults'>,
): readonly (keyof TrainingOptions)[] {
  const own = Object.keys(family.defaults) as (keyof TrainingOptions)[];
  return [...GENERAL, ...own, ...OPTIMIZER_OPTIONS, 'groups'];
}

/** The options in `options` that are training options of the family and not undefined. */
export function givenTraining(
  options: Partial<TrainingOptions>,
  family: Pick<Family, 'defaults'>,
): Partial<TrainingOptions> {
  return pickDefined(options, trainingNames(family));
}

/**
 * Loads the code that training options name. After that they can be resolved and steps can be
 * recorded. Of a family's own options it loads the schedules; the family loads the rest.
 * @throws ConfigError for an optimizer or a sampler that does not exist, or an option that a group
 *   does not have
 */
export async function loadTraining(
  options: Partial<TrainingOptions> & { readonly secret?: string | undefined },
): Promise<void> {
  const { sampler, privacy } = generalOf(options);
  const groups = groupEntries(options.groups);
  const all = [options, ...groups.map(([, own]) => own)];
  await Promise.all([
    loadSampler(sampler),
    loadSchedules(all.flatMap((each) => Object.values(each))),
    loadOptimizer(options),
    (privacy ?? options.secret) !== undefined && privateTraining.load(),
    ...groups.map(([name, own]) => loadOptimizer(own, `groups.${name}.`)),
  ]);
}

/** The options of all families, with defaults filled in. */
function generalOf(options: Partial<TrainingOptions>) {
  return {
    ...GENERAL_DEFAULTS,
    // Private training counts on batches that have each row independently of all others.
    ...(options.privacy && { sampler: { kind: 'poisson' } as Sampler }),
    ...pickDefined(options, GENERAL),
  };
}

/** @throws ConfigError naming the option, the accepted values and the given value. */
export function resolveTraining(
  options: Partial<TrainingOptions>,
  family: Pick<Family, 'defaults' | 'checkOptions'>,
): TrainingOptions {
  const general = generalOf(options);
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
  // Fields keep the order that they have in files of earlier versions.
  const resolved = { ...objective, ...general, ...resolveOptimizer(options) } as TrainingOptions;
  if (groups === undefined) return resolved;
  for (const [group] of groupEntries(groups)) groupOptimizer({ ...resolved, groups }, group);
  return { ...resolved, groups };
}

/**
 * The optimizer of a parameter group, with its learning rate.
 * @throws ConfigError naming the option, the accepted values and the given value
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
  // Hyperparameters of a different optimizer do not apply.
  const shared = sameOptimizer ? pickDefined(options, OPTIMIZER_OPTIONS) : {};
  const resolved = resolveOptimizer({ ...shared, ...hyperparameters }, `groups.${group}.`);
  return { ...resolved, learningRate };
}

function assertLearningRate(name: string, learningRate: Schedule): void {
  if (typeof learningRate === 'number') assertInRange(name, POSITIVE, learningRate);
  else checkSchedule(name, learningRate);
}

/** @throws ConfigError naming the option, the accepted values and the given value. */
export function resolveRun(options: Partial<Omit<RunOptions, 'secret'>>): RunOptions {
  const { burst = 'auto', resident, snapshotSteps = 200, maxSubmitMs = 1000 } = options;
  assertInRange('burst', BURSTS, burst);
  assertInRange('snapshotSteps', wholeNumber(1, 2 ** 31), snapshotSteps);
  assertInRange('maxSubmitMs', ABOVE_ZERO, maxSubmitMs);
  return { burst, resident, snapshotSteps, maxSubmitMs };
}
