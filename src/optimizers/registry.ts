import { assertInRange, POSITIVE, shown } from '../checks.ts';
import { pickDefined } from '../dropUndefined.ts';
import { ConfigError } from '../errors.ts';
import { addParts } from '../kernels/catalogue.ts';
import { Definitions } from '../kernels/definitions.ts';
import type { SlotChoice } from '../kernels/names.ts';
import { nearestName } from '../nearestName.ts';
import { adam } from './adam.ts';
import { clipping } from './clipping.ts';
import { type HyperparameterName, type Hyperparameters, RANGES } from './hyperparameters.ts';
import type { Optimizer, OptimizerScalars } from './optimizer.ts';

/** An optimizer, with the formulas of `torch.optim`. */
export type OptimizerName = 'adam' | 'adamw' | 'sgd' | 'rmsprop';

/** The optimizer and its hyperparameters. Omitted hyperparameters take the optimizer's defaults. */
export interface OptimizerOptions extends Partial<Hyperparameters> {
  /** `adam` by default. */
  readonly optimizer: OptimizerName;
  /**
   * Each element of the gradient is clamped to ± this value, after `clipNorm`. By default nothing
   * is clamped.
   */
  readonly clipValue?: number;
  /**
   * Maximum norm of the gradient of a group; larger gradients are scaled down. Needs a few more
   * dispatches, since all gradients must be known before the first update. By default nothing is
   * scaled down.
   */
  readonly clipNorm?: number;
}

/** Optimizers by name. TypeScript requires an entry for every optimizer shader. */
const optimizers = new Definitions<OptimizerName, Optimizer>('optimizer', {
  adam: { definition: adam },
  adamw: { load: () => import('./adamw.ts').then(({ adamw }) => adamw) },
  sgd: { load: () => import('./sgd.ts').then(({ sgd }) => sgd) },
  rmsprop: { load: () => import('./rmsprop.ts').then(({ rmsprop }) => rmsprop) },
} satisfies Record<SlotChoice<'optimizer'>, unknown>);

const CLIPPING = ['clipValue', 'clipNorm'] as const;

/** Names of all optimizers. */
export const OPTIMIZER_NAMES = optimizers.names;

/** The names of all options in {@link OptimizerOptions}, for all optimizers. */
export const OPTIMIZER_OPTIONS: readonly (keyof OptimizerOptions)[] = [
  'optimizer',
  ...(Object.keys(RANGES) as HyperparameterName[]),
  ...CLIPPING,
];

/**
 * Loads an optimizer, Adam by default, and the kernels for clipping. After that its options can be
 * resolved and its steps recorded.
 * @param prefix of option names in messages, such as `groups.critic.`
 * @throws ConfigError for an optimizer that does not exist
 */
export async function loadOptimizer(
  { optimizer = 'adam', clipNorm }: Partial<OptimizerOptions>,
  prefix = '',
): Promise<void> {
  assertOptimizer(optimizer, prefix);
  await optimizers.load(optimizer);
  if (clipNorm === undefined) return;
  await clipping.load();
  addParts(clipping.get().PARTS);
}

/**
 * The options of a loaded optimizer, Adam by default, with its defaults filled in. Undefined
 * options count as omitted.
 * @param prefix of option names in messages, such as `groups.critic.`
 * @throws ConfigError for an optimizer that does not exist, an option that it does not have, or a
 *   value out of range
 */
export function resolveOptimizer(given: Partial<OptimizerOptions>, prefix = ''): OptimizerOptions {
  const { optimizer = 'adam' } = given;
  assertOptimizer(optimizer, prefix);
  const { defaults, conflict } = optimizers.get(optimizer);
  const own = Object.keys(defaults) as HyperparameterName[];
  for (const name of Object.keys(RANGES) as HyperparameterName[]) {
    if (given[name] === undefined || own.includes(name)) continue;
    throw new ConfigError(
      `the optimizer ${optimizer} has no option "${prefix}${name}"; it has: ${own.join(', ')}`,
    );
  }
  for (const name of own) {
    if (given[name] !== undefined) assertInRange(prefix + name, RANGES[name], given[name]);
  }
  for (const name of CLIPPING) {
    if (given[name] !== undefined) assertInRange(prefix + name, POSITIVE, given[name]);
  }
  const resolved = { optimizer, ...defaults, ...pickDefined(given, [...own, ...CLIPPING]) };
  const problem = conflict(resolved);
  if (problem !== undefined) throw new ConfigError(prefix + problem);
  return resolved;
}

/** Constants of the optimizer's shader and of clipping by value. */
export function optimizerConstants(options: OptimizerOptions): ReturnType<Optimizer['constants']> {
  const { optimizer, clipValue } = options;
  const constants = optimizers.get(optimizer).constants(options);
  return clipValue === undefined ? constants : { ...constants, CLIP_VALUE: clipValue };
}

/** The optimizer's step scalars at step `t` (from 1). */
export function optimizerScalars(
  t: number,
  learningRate: number,
  options: OptimizerOptions,
): OptimizerScalars {
  return optimizers.get(options.optimizer).scalars(t, learningRate, options);
}

/** The parts of the state that an optimizer's steps use. */
export function keptParts(optimizer: OptimizerName): Optimizer['keeps'] {
  return optimizers.get(optimizer).keeps;
}

/**
 * @param prefix of the option's name in the message
 * @throws ConfigError if no optimizer of that name exists
 */
export function assertOptimizer(name: unknown, prefix = ''): asserts name is OptimizerName {
  if (optimizers.has(name)) return;
  const known = OPTIMIZER_NAMES.join(', ');
  throw new ConfigError(
    `${prefix}optimizer must be one of ${known}, got ${shown(name)}` +
      nearestName(name, OPTIMIZER_NAMES),
  );
}
