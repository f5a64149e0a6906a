import { assertInRange, shown, wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';

/**
 * The number of columns of a row, which is given as a number or as the shape of a row.
 * @throws ConfigError for anything but two columns or more
 */
export function columnCount(input: unknown): number {
  const columns: unknown = Array.isArray(input) && input.length === 1 ? input[0] : input;
  assertInRange('input', wholeNumber(2), columns);
  return columns as number;
}

/**
 * @param least number of layers
 * @throws ConfigError for anything but a list of the widths of layers
 */
export function assertWidths(hidden: unknown, least = 0): asserts hidden is readonly number[] {
  if (!Array.isArray(hidden) || hidden.length < least) {
    const many = least > 0 ? `, at least ${least}` : '';
    throw new ConfigError(`hidden must be a list of widths${many}, got ${shown(hidden)}`);
  }
  for (const [i, width] of hidden.entries()) assertInRange(`hidden[${i}]`, wholeNumber(1), width);
}
