import { assertInRange, shown, wholeNumber } from './checks.ts';
import { ConfigError } from './errors.ts';

/** @throws ConfigError for anything but a list of the widths of layers */
export function assertWidths(hidden: unknown): asserts hidden is readonly number[] {
  if (!Array.isArray(hidden)) {
    throw new ConfigError(`hidden must be a list of layer widths, got ${shown(hidden)}`);
  }
  for (const [i, width] of hidden.entries()) assertInRange(`hidden[${i}]`, wholeNumber(1), width);
}
