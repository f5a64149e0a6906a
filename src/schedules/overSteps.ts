import { assertInRange, MAX_U32, shown, wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';

/** @throws ConfigError unless the field is a number of steps (or of cycles). */
export function checkCount(name: string, value: unknown, least = 1): void {
  assertInRange(name, wholeNumber(least, MAX_U32), value);
}

/** @throws ConfigError unless the field is in (0, most]. */
export function checkPositive(name: string, value: unknown, most: number): void {
  if (typeof value === 'number' && value > 0 && value <= most) return;
  throw new ConfigError(`${name} must be above 0 and at most ${most}, got ${shown(value)}`);
}

/** The share of `steps` finished before a step: 0 at step 1, 1 from step `steps + 1` on. */
export function progress(step: number, steps: number): number {
  return Math.min(1, Math.max(0, (step - 1) / steps));
}

/** Linear interpolation from `from` to `to`, exact at both ends. */
export function between(from: number, to: number, share: number): number {
  return from * (1 - share) + to * share;
}
