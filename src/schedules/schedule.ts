import { ConfigError } from '../errors.ts';
import { type CosineSchedule, cosine } from './cosine.ts';
import { type CyclicalSchedule, cyclical } from './cyclical.ts';
import { checkAmount, isAmount, type ScheduleKind } from './kind.ts';
import { type LinearSchedule, linear } from './linear.ts';
import { type SigmoidSchedule, sigmoid } from './sigmoid.ts';
import { type StepSchedule, step as stepDecay } from './step.ts';
import { type WarmupSchedule, warmup } from './warmup.ts';

/** The schedules that are plain data. Each kind is one file. */
type NamedSchedule =
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

type Kinds = {
  readonly [K in NamedSchedule['kind']]: ScheduleKind<Extract<NamedSchedule, { kind: K }>>;
};

const KINDS: Kinds = { cosine, cyclical, linear, sigmoid, step: stepDecay, warmup };

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
  if (!Object.hasOwn(KINDS, schedule.kind)) {
    const kinds = Object.keys(KINDS).join(', ');
    throw new ConfigError(
      `${name}.kind must be one of ${kinds}, got ${String(schedule.kind)}; for anything else give ` +
        'a function of the step',
    );
  }
  kindOf(schedule).check(schedule, name);
}

/**
 * The value at an optimizer step, counted from 1.
 * @throws ConfigError naming the step at which a function returned a negative or non-finite value
 */
export function scheduledValue(name: string, schedule: Schedule, step: number): number {
  if (typeof schedule === 'number') return schedule;
  if (typeof schedule === 'object') return kindOf(schedule).value(schedule, step);
  const value: unknown = schedule(step);
  if (isAmount(value)) return value;
  throw new ConfigError(
    `the function given as ${name} must return 0 or above, within what float32 can hold; at step ` +
      `${step} it returned ${String(value)}`,
  );
}

/** Typed for all kinds at once: the schedule's `kind` ensures that the fields match. */
function kindOf({ kind }: NamedSchedule): ScheduleKind<NamedSchedule> {
  return KINDS[kind] as ScheduleKind<NamedSchedule>;
}
