import { assertInRange, POSITIVE } from '../checks.ts';
import { pickDefined } from '../dropUndefined.ts';
import { ConfigError } from '../errors.ts';
import { addParts } from '../kernels/catalogue.ts';
import { Definitions } from '../kernels/definitions.ts';
import type { SlotChoice } from '../kernels/names.ts';
import { adam } from './adam.ts';
import { type HyperparameterName, type Hyperparameters, RANGES } from './hyperparameters.ts';
import type { Optimizer, OptimizerScalars } from './optimizer.ts';

/** A file of shaders/slots/optimizer. */
export type OptimizerName = SlotChoice<'optimizer'>;

/** How gradients become steps. Hyperparameters that are not given are the optimizer's defaults. */
export interface OptimizerOptions extends Partial<Hyperparameters> {
  readonly optimizer: OptimizerName;
  /** Each element of the gradient is clamped to ± this, after `clipNorm`. */
  readonly clipValue?: number;
  /**
   * The gradient is scaled down to this norm where the norm of all its elements exceeds it. Takes
   * a few dispatches more: every gradient must be known before the first update.
   */
  readonly clipNorm?: number;
}

/** Every optimizer by its name; one whose shader has no entry here does not compile. */
const optimizers = new Definitions<OptimizerName, Optimizer>('optimizer', {
  adam: { definition: adam },
  adamw: { load: () => import('./adamw.ts').then(({ adamw }) => adamw) },
  sgd: { load: () => import('./sgd.ts').then(({ sgd }) => sgd) },
  rmsprop: { load: () => import('./rmsprop.ts').then(({ rmsprop }) => rmsprop) },
});

const CLIPPING = ['clipValue', 'clipNorm'] as const;

export const OPTIMIZER_NAMES = optimizers.names;

/** Every option of {@link OptimizerOptions}, whichever optimizers have it. */
export const OPTIMIZER_OPTIONS: readonly (keyof OptimizerOptions)[] = [
  'optimizer',
  ...(Object.keys(RANGES) as HyperparameterName[]),
  ...CLIPPING,
];

/**
 * Loads an optimizer, Adam if none is named, and what clipping needs: from then on its options
 * can be resolved and its steps recorded.
 * @throws ConfigError for an optimizer that does not exist
 */
export async function loadOptimizer({
  optimizer = 'adam',
  clipNorm,
}: Partial<OptimizerOptions>): Promise<void> {
  assertOptimizer(optimizer);
  await optimizers.load(optimizer);
  if (clipNorm === undefined) return;
  const { clipNormKernels } = await import('../kernels/catalogue/clipNorm.generated.ts');
  addParts([clipNormKernels]);
}

/**
 * The options of an optimizer that is loaded, Adam if none is named, with its defaults filled in; undefined
 * counts as not given.
 * @throws ConfigError for an optimizer that does not exist, an option that it does not have, or
 *   a value out of range
 */
export function resolveOptimizer(given: Partial<OptimizerOptions>): OptimizerOptions {
  const { optimizer = 'adam' } = given;
  assertOptimizer(optimizer);
  const { defaults, conflict } = optimizers.get(optimizer);
  const own = Object.keys(defaults) as HyperparameterName[];
  for (const name of Object.keys(RANGES) as HyperparameterName[]) {
    if (given[name] === undefined || own.includes(name)) continue;
    throw new ConfigError(
      `the optimizer ${optimizer} has no option "${name}"; it has: ${own.join(', ')}`,
    );
  }
  for (const name of own) {
    if (given[name] !== undefined) assertInRange(name, RANGES[name], given[name]);
  }
  for (const name of CLIPPING) {
    if (given[name] !== undefined) assertInRange(name, POSITIVE, given[name]);
  }
  const resolved = { optimizer, ...defaults, ...pickDefined(given, [...own, ...CLIPPING]) };
  const problem = conflict(resolved);
  if (problem !== undefined) throw new ConfigError(problem);
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

/** The parts of the state that an optimizer's steps depend on. */
export function keptParts(optimizer: OptimizerName): Optimizer['keeps'] {
  return optimizers.get(optimizer).keeps;
}

/** @throws ConfigError if there is no optimizer of that name. */
export function assertOptimizer(name: unknown): asserts name is OptimizerName {
  if (optimizers.has(name)) return;
  const known = OPTIMIZER_NAMES.join(', ');
  throw new ConfigError(`optimizer must be one of ${known}, got ${JSON.stringify(name)}`);
}
