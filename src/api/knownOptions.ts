import {
  assertInRange,
  assertOptions,
  BOOLEAN,
  CHECKED_LATER,
  FUNCTION,
  isRecord,
  OBJECT,
  type OptionRanges,
  objectWith,
  shown,
} from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { Family } from '../families/family.ts';
import { familyNames, loadFamily } from '../families/registry.ts';
import type { VaeConfig } from '../families/vae/config.ts';
import { GPU_RANGE } from '../gpu/requestAdapter.ts';
import { nearestName } from '../nearestName.ts';
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
  onDeviceLost: FUNCTION,
  onNotice: FUNCTION,
};

/** The fields of the short form. */
const CONFIG_FIELDS: Readonly<Record<keyof VaeConfig, true>> = {
  input: true,
  hidden: true,
  latent: true,
  activation: true,
  likelihood: true,
  condition: true,
  binarize: true,
  inputDropout: true,
  normalizeInput: true,
};

/** @throws ConfigError for options that are not an object */
export function assertIsObject(options: unknown): void {
  if (isRecord(options)) return;
  throw new ConfigError(`a VAE takes its options as an object, got ${shown(options)}`);
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
  const known = [...Object.keys(OTHERS), ...trainingNames(family)];
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (Object.hasOwn(OTHERS, name))
      assertInRange(name, OTHERS[name as keyof typeof OTHERS], value);
    if (known.includes(name)) continue;
    const owners = await familiesWith(name);
    if (owners.length === 0) throw unknownOption(name, known);
    const own = Object.keys(family.defaults).join(', ');
    throw new ConfigError(
      `${name} is an option of the family ${owners.join(', ')} and means nothing to a model of ` +
        `the family "${family.name}"; that family takes: ${own || 'none of its own'}`,
    );
  }
}

/** The error for a name that no family has: says where it belongs, or which one is nearest. */
function unknownOption(name: string, known: readonly string[]): ConfigError {
  if (Object.hasOwn(CONFIG_FIELDS, name)) {
    return new ConfigError(
      `"${name}" describes the model: give it in config, { config: { ${name}: … } }`,
    );
  }
  if (Object.hasOwn(FIT_RANGES, name)) {
    return new ConfigError(`"${name}" is an option of fit, not of the model`);
  }
  const all = [...known, ...Object.keys(CONFIG_FIELDS)];
  return new ConfigError(`there is no option "${name}"${nearestName(name, all)}`);
}

/**
 * Checks the options of a call of `fit`.
 * @param own the options of the model
 * @throws ConfigError for anything that `fit` does not take; says so where the model takes it
 */
export function assertFitOptions(options: unknown, own: object): void {
  if (isRecord(options)) {
    const misplaced = Object.keys(options).find(
      (name) =>
        !Object.hasOwn(FIT_RANGES, name) &&
        (Object.hasOwn(own, name) || Object.hasOwn(OTHERS, name)),
    );
    if (misplaced !== undefined) {
      throw new ConfigError(`"${misplaced}" is an option of VAE.create, not of fit`);
    }
  }
  assertOptions('fit', options ?? {}, FIT_RANGES);
}

/** The families that have an option, as they are named in messages. */
async function familiesWith(option: string): Promise<readonly string[]> {
  const families = await Promise.all(familyNames().map((name) => loadFamily(name)));
  return families.flatMap(({ name, defaults }) =>
    Object.hasOwn(defaults, option) ? `"${name}"` : [],
  );
}
