import { nearestName } from '../data/nearestName.ts';
import { ConfigError } from '../errors.ts';
import type { Family } from '../families/family.ts';
import { familyNames, loadFamily } from '../families/registry.ts';
import { type TrainingOptions, trainingNames } from '../training/options.ts';
import type { VaeOptions } from './options.ts';

/** Options besides those of training. */
const OTHERS: readonly string[] = Object.keys({
  device: true,
  adapter: true,
  createDevice: true,
  gpu: true,
  request: true,
  config: true,
  architecture: true,
  model: true,
  burst: true,
  weightsOnly: true,
  fuse: true,
  variants: true,
  resident: true,
  snapshotSteps: true,
  maxSubmitMs: true,
  onDeviceLost: true,
  onNotice: true,
} satisfies Record<Exclude<keyof VaeOptions, keyof TrainingOptions>, true>);

/**
 * Refuses options that a model would ignore. Options that are undefined count as left out.
 * @throws ConfigError for an option of another family, naming those that the family takes, and for
 *   an unknown option, naming the nearest one
 */
export async function assertKnownOptions(
  options: object,
  family: Pick<Family, 'name' | 'defaults'>,
): Promise<void> {
  const known = [...OTHERS, ...trainingNames(family)];
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || known.includes(name)) continue;
    const owners = await familiesWith(name);
    if (owners.length === 0) {
      throw new ConfigError(`there is no option "${name}"${nearestName(name, known)}`);
    }
    const own = Object.keys(family.defaults).join(', ');
    throw new ConfigError(
      `${name} is an option of the family ${owners.join(', ')} and means nothing to a model of ` +
        `the family "${family.name}"; that family takes: ${own || 'none of its own'}`,
    );
  }
}

/** The families that have an option, as they are named in messages. */
async function familiesWith(option: string): Promise<readonly string[]> {
  const families = await Promise.all(familyNames().map((name) => loadFamily(name)));
  return families.flatMap(({ name, defaults }) =>
    Object.hasOwn(defaults, option) ? `"${name}"` : [],
  );
}
