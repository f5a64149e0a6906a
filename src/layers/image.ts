import { assertInRange, type Range } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { ImageSize, Pair } from '../ops/image.ts';
import type { Shape } from './layer.ts';

/** A number for both axes of an image, or height and width. */
export type PairChoice = number | Pair;

/**
 * The image that a layer takes. Data without channels have one.
 * @param where names the layer, such as `encoder[1]: a maxPool2d layer`
 * @throws ConfigError unless the shape is `[height, width, channels]` or `[height, width]`
 */
export function imageOf(input: Shape, where: string): ImageSize {
  const [height, width, channels = 1] = input;
  if (input.length <= 3 && height && width) return { height, width, channels };
  throw new ConfigError(
    `${where} takes images [height, width, channels], its input is [${input.join(', ')}]: ` +
      'give the input that shape, or put a reshape layer before it',
  );
}

/** Height and width of a number for both, or of a pair. */
export function pairOf(given: PairChoice): Pair {
  return typeof given === 'number' ? [given, given] : given;
}

/**
 * Checks a number for both axes or a pair.
 * @param name of the field, such as `encoder[1].kernel`
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export function checkedPair(name: string, range: Range, given: unknown): Pair {
  const { holds, wanted } = range;
  const pair = {
    holds: (value: unknown) =>
      Array.isArray(value) ? value.length === 2 && value.every(holds) : holds(value),
    wanted: `${wanted}, or a pair of them for height and width`,
  };
  assertInRange(name, pair, given);
  return pairOf(given as PairChoice);
}
