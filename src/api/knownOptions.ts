import { BACKEND_RANGES } from '../backend/options.ts';
import {
  assertInRange,
  assertOptions,
  BOOLEAN,
  CHECKED_LATER,
  FUNCTION,
  isOptions,
  OBJECT,
  type OptionRanges,
  objectWith,
} from '../checks.ts';
import { dropUndefined } from '../dropUndefined.ts';
import type { ConfigError } from '../errors.ts';
import type { Family } from '../families/family.ts';
import { GPU_RANGE } from '../gpu/requestAdapter.ts';
import { FIT_RANGES } from '../training/fit.ts';
import { type TrainingOptions, trainingNames } from '../training/options.ts';
import type { VaeOptions } from './options.ts';

/** Options besides those of training. */
const OTHERS: OptionRanges<Omit<VaeOptions, keyof TrainingOptions>> = {
  device: objectWith('createBuffer', 'a GPUDevice'),
  adapter: objectWith('requestDevice', 'a GPUAdapter'),
  createDevice: FUNCTION,
  gpu: GPU_RANGE,
  request: OBJECT,
  ...BACKEND_RANGES,
  config: CHECKED_LATER,
  architecture: CHECKED_LATER,
  model: CHECKED_LATER,
  burst: CHECKED_LATER,
  weightsOnly: BOOLEAN,
  fuse: BOOLEAN,
  variants: CHECKED_LATER,
  resident: BOOLEAN,
  snapshotSteps: CHECKED_LATER,
  maxSubmitMs: CHECKED_LATER,
  secret: CHECKED_LATER,
  onDeviceLost: FUNCTION,
  onNotice: FUNCTION,
};

/** The names of all options that a model of a family takes. */
export function knownOptions(family: Pick<Family, 'defaults'>): readonly string[] {
  return [...Object.keys(OTHERS), ...trainingNames(family)];
}

/**
 * Refuses options that a model would ignore. Options that are undefined count as left out.
 * @throws ConfigError for an option of another family, naming those that the family takes, for an
 *   unknown option, naming the nearest one, and for an option of another type
 */
export async function assertKnownOptions(
  options: object,
  family: Pick<Family, 'name' | 'defaults'>,
): Promise<void> {
  const known = knownOptions(family);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (Object.hasOwn(OTHERS, name))
      assertInRange(name, OTHERS[name as keyof typeof OTHERS], value);
    if (known.includes(name)) continue;
    const { unknownOption } = await import('./unknownOption.ts');
    throw await unknownOption(name, known, family);
  }
}

/**
 * Checks the options of a call of `fit`.
 * @param own the options of the model
 * @returns the error for a name that `fit` does not take, which says where it belongs; undefined if it
 *   takes all
 * @throws ConfigError for options that are not an object, and for a value out of range
 */
export function assertFitOptions(options: unknown, own: object): Promise<ConfigError> | undefined {
  const unknown = isOptions(options)
    ? Object.keys(dropUndefined(options)).find((name) => !Object.hasOwn(FIT_RANGES, name))
    : undefined;
  if (unknown !== undefined) {
    return import('./unknownOption.ts').then(({ unknownOptionOfFit }) =>
      unknownOptionOfFit(unknown, [...Object.keys(own), ...Object.keys(OTHERS)]),
    );
  }
  assertOptions('fit', options ?? {}, FIT_RANGES);
  return undefined;
}
