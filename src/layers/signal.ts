import { ConfigError } from '../errors.ts';
import type { Shape } from './layer.ts';

/**
 * Length and channels of the signal that a layer takes. Data without channels have one.
 * @throws ConfigError for other shapes
 */
export function signalOf(input: Shape, where: string): readonly [length: number, channels: number] {
  const [length, channels = 1] = input;
  if (length !== undefined && input.length <= 2) return [length, channels];
  throw new ConfigError(
    `${where} takes signals [length, channels], its input is [${input.join(', ')}]: ` +
      'give the input that shape, or put a reshape layer before it',
  );
}
