import { knownFieldsOfKind, shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { Kinds, type Source } from '../kinds.ts';
import { nearestName } from '../nearestName.ts';
import type { CosineSchedule } from './cosine.ts';
import type { CyclicalSchedule } from './cyclical.ts';
import { checkAmount, isAmount, type ScheduleKind } from './kind.ts';
import type { LinearSchedule } from './linear.ts';
import type { SigmoidSchedule } from './sigmoid.ts';
import type { StepSchedule } from './step.ts';
import type { WarmupSchedule } from './warmup.ts';

/** The schedules that are plain data. Each kind is one file. */
export type NamedSchedule =
  | CosineSchedule
  | CyclicalSchedule
  | LinearSchedule
  | SigmoidSchedule
  | StepSchedule
  | WarmupSchedule;

/**
 * A value that may change during training: a constant, plain data, or a function of the optimizer
 * step, counted from 1. It must depend only on the step, so that a run gives the same bits for any
 * burst length and after a lost device. Files cannot hold functions: give the function again when
 * you load a checkpoint.
 */
export type Schedule = number | NamedSchedule | ((step: number) => number);

/** All kinds are in one file: each alone is smaller than what it takes to load it. */
const named = () => import('./named.ts');

const sources: {
  readonly [K in NamedSchedule['kind']]: Source<ScheduleKind<Extract<NamedSchedule, { kind: K }>>>;
} = {
  cosine: { load: async () => (await named()).cosine },
  cyclical: { load: async () => (await named()).cyclical },
  linear: { load: async () => (await named()).linear },
  sigmoid: { load: async () => (await named()).sigmoid },
  step: { load: async () => (await named()).step },
  warmup: { load: async () => (await named()).warmup },
};

/** Typed for all kinds at once: the schedule's `kind` ensures that the fields match. */
const schedules = new Kinds(
  'schedule',
  sources as Readonly<Record<NamedSchedule['kind'], Source<ScheduleKind<NamedSchedule>>>>,
);

export const SCHEDULES = schedules.names;

/**
 * Loads the kinds of the schedules among some values: from then on these can be checked and used. What
 * is no schedule, or none that exists, is left to its check.
 */
export async function loadSchedules(values: readonly unknown[]): Promise<void> {
  const kinds = values.map((value) => {
    return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  });
  await Promise.all(
    kinds.filter((kind) => schedules.has(kind)).map((kind) => schedules.load(kind)),
  );
}

/**
 * @param name of the option, for messages
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export function checkSchedule(name: string, schedule: Schedule): void {
  if (typeof schedule === 'function') return;
  if (typeof schedule !== 'object' || schedule === null) {
    checkAmount(name, schedule);
    return;
  }
  if (!schedules.has(schedule.kind)) {
    throw new ConfigError(
      `${name}.kind must be one of ${SCHEDULES.join(', ')}, got ${shown(schedule.kind)}` +
        (nearestName(schedule.kind, SCHEDULES) ||
          '; for anything else give a function of the step'),
    );
  }
  const kind = schedules.get(schedule.kind);
  knownFieldsOfKind(`${name}: a ${schedule.kind} schedule`, schedule, kind.fields);
  kind.check(schedule, name);
}

/**
 * The value at an optimizer step, counted from 1.
 * @throws ConfigError naming the step at which a function returned a negative or non-finite value
 */
export function scheduledValue(name: string, schedule: Schedule, step: number): number {
  if (typeof schedule === 'number') return schedule;
  if (typeof schedule === 'object') return schedules.get(schedule.kind).value(schedule, step);
  const value: unknown = schedule(step);
  if (isAmount(value)) return value;
  throw new ConfigError(
    `the function given as ${name} must return 0 or above, within what float32 can hold; at step ` +
      `${step} it returned ${String(value)}`,
  );
}
