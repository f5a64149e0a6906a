import { assertInRange, wholeNumber } from '../checks.ts';

/**
 * The number of columns of a row, which is given as a number or as the shape of a row.
 * @throws ConfigError for anything but two columns or more
 */
export function columnCount(input: unknown): number {
  const columns: unknown = Array.isArray(input) && input.length === 1 ? input[0] : input;
  assertInRange('input', wholeNumber(2), columns);
  return columns as number;
}
