import { shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { Store } from '../graph/store.ts';
import { nearestName } from '../nearestName.ts';
import { OPTIMIZER_OPTIONS, type OptimizerOptions } from '../optimizers/registry.ts';
import { isPlainObject } from '../plainData.ts';
import type { Schedule } from '../schedules/schedule.ts';

/** Options of one parameter group, where they differ from the rest. */
export interface GroupOptions extends Partial<OptimizerOptions> {
  /** By default that of the model. */
  readonly learningRate?: Schedule;
}

/** Options of single parameter groups, by group name. */
export type Groups = Readonly<Record<string, GroupOptions>>;

const GROUP_OPTIONS: readonly string[] = ['learningRate', ...OPTIMIZER_OPTIONS];

/**
 * The groups for which options are given, with their options.
 * @throws ConfigError for an option that a group does not have, or anything but objects
 */
export function groupEntries(groups: Groups | undefined): [name: string, own: GroupOptions][] {
  if (groups === undefined) return [];
  assertObject('groups', groups, '{ critic: { learningRate: 1e-4 } }');
  const given = Object.entries(groups).filter(([, own]) => own !== undefined);
  for (const [name, own] of given) {
    assertObject(`groups.${name}`, own, '{ learningRate: 1e-4 }');
    for (const [option, value] of Object.entries(own)) {
      if (value === undefined || GROUP_OPTIONS.includes(option)) continue;
      throw new ConfigError(
        `there is no option groups.${name}.${option}${nearestName(option, GROUP_OPTIONS)}; ` +
          `a group takes: ${GROUP_OPTIONS.join(', ')}`,
      );
    }
  }
  return given;
}

/** @throws ConfigError if options are given for a group that the model does not have. */
export function assertGroupsExist(groups: Groups | undefined, store: Pick<Store, 'groups'>): void {
  const names = store.groups.map(({ name }) => name);
  for (const [name] of groupEntries(groups)) {
    if (names.includes(name)) continue;
    throw new ConfigError(
      `groups.${name} has options, but the model has no parameter group "${name}"` +
        `${nearestName(name, names)}; it has: ${names.join(', ')}`,
    );
  }
}

function assertObject(name: string, value: unknown, example: string): void {
  if (isPlainObject(value)) return;
  throw new ConfigError(`${name} must be an object such as ${example}, got ${shown(value)}`);
}
