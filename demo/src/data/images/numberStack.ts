import type { PictureSize } from 'webgpu-vae/formats';
import { greyOf } from './grey.ts';
import type { ImageStack } from './imageStack.ts';
import { type Extent, type GreyRange, toBytes } from './intensities.ts';

/** Images of one size as a file of numbers holds them, before they are grey. */
export interface NumberStack extends Omit<ImageStack, 'pixels'> {
  readonly channels: 1 | 3 | 4;
  /** [count, height, width, channels] */
  readonly values: ArrayLike<number>;
  readonly extent: Extent;
}

/** The stack with the same pixels in rows of another width; unchanged if they do not fit. */
export function reshaped(stack: NumberStack, { width, height }: PictureSize): NumberStack {
  const fits = width * height === stack.width * stack.height;
  return fits ? { ...stack, width, height } : stack;
}

export function inGrey(stack: NumberStack, range: GreyRange): ImageStack {
  const { channels, values, extent: _, ...rest } = stack;
  const bytes = toBytes(values, range);
  return { ...rest, pixels: channels === 1 ? bytes : greyOf(bytes, channels) };
}
