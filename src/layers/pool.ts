import { wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { type ImageSize, type Windows, windowCount } from '../ops/image.ts';
import { checkedPair, imageOf, type PairChoice, pairOf } from './image.ts';
import type { Shape } from './layer.ts';

/** The windows of a pooling. */
export interface PoolFields {
  /** Height and width of a window in pixels, or one number for both. */
  readonly kernel: PairChoice;
  /** Pixels from one window to the next; as many as `kernel` by default. */
  readonly stride: PairChoice;
  /** Pixels beyond each edge that windows reach, at most half a window; 0 by default. */
  readonly padding: PairChoice;
}

/**
 * Fills in the defaults of a pooling.
 * @param where position of the layer
 * @param kind of the layer
 * @throws ConfigError naming the field, for an input that is no image, and for windows that do not fit
 */
export function resolvePool(
  { kernel: askedKernel, stride: askedStride, padding: askedPadding = 0 }: Partial<PoolFields>,
  input: Shape,
  { where, kind }: { readonly where: string; readonly kind: string },
): Windows {
  const image = imageOf(input, `${where}: a ${kind} layer`);
  const kernel = checkedPair(`${where}.kernel`, wholeNumber(1), askedKernel);
  const stride = checkedPair(`${where}.stride`, wholeNumber(1), askedStride ?? kernel);
  const padding = checkedPair(`${where}.padding`, wholeNumber(0), askedPadding);
  if (2 * padding[0] > kernel[0] || 2 * padding[1] > kernel[1]) {
    throw new ConfigError(
      `${where}.padding must be at most half the kernel [${kernel.join(', ')}], ` +
        `got [${padding.join(', ')}]`,
    );
  }
  const windows = { kernel, stride, padding };
  if (Math.min(...windowCount(image, windows)) < 1) {
    throw new ConfigError(
      `${where}.kernel [${kernel.join(', ')}] does not fit into the image ` +
        `[${input.join(', ')}] with the padding [${padding.join(', ')}]`,
    );
  }
  return windows;
}

/** The windows of completed fields. */
export function windowsOf({ kernel, stride, padding }: PoolFields): Windows {
  return { kernel: pairOf(kernel), stride: pairOf(stride), padding: pairOf(padding) };
}

/** Shape of an image after a pooling. */
export function pooledShape(image: ImageSize, fields: PoolFields): Shape {
  return [...windowCount(image, windowsOf(fields)), image.channels];
}
