import type { PictureSize } from 'webgpu-vae/formats';
import { onWhite } from './colour.ts';
import type { ImageStack } from './imageStack.ts';
import { type Extent, type GreyRange, toBytes } from './intensities.ts';

/** Images of one size as a file of numbers holds them, before they are bytes. */
export interface NumberStack extends Omit<ImageStack, 'pixels' | 'channels'> {
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

/** The stack as bytes, on white where it is transparent. */
export function inBytes(stack: NumberStack, range: GreyRange): ImageStack {
  const { channels, values, extent: _, ...rest } = stack;
  const pixels = Uint8Array.from(onWhite(toBytes(values, range), channels));
  return { ...rest, channels: channels === 1 ? 1 : 3, pixels };
}
