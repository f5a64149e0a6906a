import { assertIsObject } from '../checks.ts';
import { askedArchitecture } from '../families/asked.ts';
import type { Model } from '../families/model.ts';
import { familyOf } from '../families/registry.ts';
import { assertGroupsExist } from '../training/groups.ts';
import {
  loadTraining,
  type RunOptions,
  resolveRun,
  resolveTraining,
  type TrainingOptions,
} from '../training/options.ts';
import { privateTraining } from '../training/privacy.ts';
import { assertKnownOptions } from './knownOptions.ts';
import type { VaeOptions } from './options.ts';

/** A model and the complete options of its training. */
export interface Specified {
  readonly model: Model;
  readonly training: TrainingOptions;
  readonly run: RunOptions;
}

/**
 * Builds the model that the options specify and checks all options except those of the device.
 * Needs no device.
 * @throws ConfigError for an unknown option, one that the model would ignore, or a value out of
 *   range
 */
export async function specify(options: VaeOptions): Promise<Specified> {
  assertIsObject(options);
  const asked = askedArchitecture(options);
  const family = await familyOf(asked);
  await assertKnownOptions(options, family);
  const [architecture] = await Promise.all([
    family.resolve(asked),
    loadTraining(options),
    family.loadOptions?.({ ...options }),
  ]);
  const training = resolveTraining(options, family);
  const secret = privateTraining.loaded?.secretOf(training, options.secret);
  const run = { ...resolveRun(options), secret };
  const model = await family.build(architecture);
  assertGroupsExist(training.groups, model.store);
  return { model, training, run };
}
