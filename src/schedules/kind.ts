import { shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';

/** A kind of schedule: the check of its fields, and its value at a step. */
export interface ScheduleKind<Fields> {
  /** Names of its fields besides `kind`. */
  readonly fields: readonly string[];
  /**
   * @param name of the option, for messages
   * @throws ConfigError naming the field, the accepted values and the given value
   */
  check(fields: Fields, name: string): void;
  /** @param step of the optimizer, from 1 */
  value(fields: Fields, step: number): number;
}

/** True for a value that is not negative and finite in float32, the type in kernels. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Math.fround(value) < Infinity;
}

/** @throws ConfigError unless the field is finite and not negative. */
export function checkAmount(name: string, value: unknown): void {
  if (isAmount(value)) return;
  throw new ConfigError(
    `${name} must be 0 or above, within what float32 can hold, got ${shown(value)}`,
  );
}
