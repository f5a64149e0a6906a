import { assertInRange, shown, wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { Shape } from '../layers/layer.ts';

/**
 * The shape of a row of data, from an architecture that may come from a file.
 * @param input a number of columns, or a shape
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export function inputShape(input: number | Shape): Shape {
  if (typeof input === 'number') {
    assertInRange('input', wholeNumber(1), input);
    return [input];
  }
  if (!Array.isArray(input)) {
    throw new ConfigError(
      'input must be a whole number of at least 1, or a list of them such as [28, 28], got ' +
        shown(input),
    );
  }
  for (const [i, size] of input.entries()) assertInRange(`input[${i}]`, wholeNumber(1), size);
  return input;
}
