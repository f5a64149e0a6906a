import { assertInRange, shown, wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { convolutionRules } from '../fusion/convolutions.ts';
import { convolutionsKernels } from '../kernels/catalogue/convolutions.generated.ts';
import { convolutionTrainingKernels } from '../kernels/catalogue/convolutionTraining.generated.ts';
import { imageVariantsKernels } from '../kernels/catalogue/imageVariants.generated.ts';
import { addImageParts } from '../kernels/imageDescriptors.ts';
import type { Pair } from '../ops/image.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import type { ImageShape } from '../ops/window.ts';
import { checkedPair, imageOf, type PairChoice } from './image.ts';
import type { Shape } from './layer.ts';
import { loadActivation } from './loadActivation.ts';

/** Fields that all convolutions have. */
export interface ConvolutionFields {
  /** Channels that come out. */
  readonly channels: number;
  /** Height and width of the window, or one number for both. */
  readonly kernel: PairChoice;
  /** Pixels from one position of the window to the next; 1 by default. */
  readonly stride: PairChoice;
  /** Pixels of zero around the image; 0 by default. */
  readonly padding: PairChoice;
  /** Pixels from one tap of the window to the next; 1 by default. */
  readonly dilation: PairChoice;
  /** Function of the outputs; ReLU by default. */
  readonly activation: Activation;
}

/**
 * Fills in the defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export function resolveConvolution(
  {
    channels,
    kernel,
    stride = 1,
    padding = 0,
    dilation = 1,
    activation = 'relu',
  }: Partial<ConvolutionFields>,
  where: string,
): ConvolutionFields {
  assertInRange(`${where}.channels`, wholeNumber(1), channels);
  assertActivation(`${where}.activation`, activation);
  return {
    channels: Number(channels),
    kernel: checkedPair(`${where}.kernel`, wholeNumber(1), kernel),
    stride: checkedPair(`${where}.stride`, wholeNumber(1), stride),
    padding: checkedPair(`${where}.padding`, wholeNumber(0), padding),
    dilation: checkedPair(`${where}.dilation`, wholeNumber(1), dilation),
    activation,
  };
}

/**
 * The image that comes into a convolution.
 * @throws ConfigError for other shapes
 */
export function imageShape(shape: Shape, where: string): ImageShape {
  const { height, width, channels } = imageOf(shape, where);
  return [height, width, channels];
}

/**
 * Checks a convolution that computes the outputs of a decoder, whose channels and activation are left
 * out.
 * @returns the fields for {@link resolveConvolution}
 * @throws ConfigError naming the field
 */
export function headFields<F extends Partial<ConvolutionFields>>(
  given: F,
  [, , channels]: ImageShape,
  where: string,
): F & Pick<ConvolutionFields, 'channels' | 'activation'> {
  const { activation = 'identity' } = given;
  if (given.channels !== undefined && given.channels !== channels) {
    throw new ConfigError(
      `${where}.channels follows from the data, which have ${channels}, got ${shown(given.channels)}: leave it out`,
    );
  }
  if (activation !== 'identity') {
    throw new ConfigError(
      `${where}.activation follows from the likelihood, got ${shown(activation)}: leave it out`,
    );
  }
  return { ...given, channels, activation };
}

/**
 * @param size height and width of the image that comes out
 * @throws ConfigError unless they are those of the data
 */
export function assertHeadSize(size: Pair, [height, width]: ImageShape, where: string): void {
  if (size[0] === height && size[1] === width) return;
  throw new ConfigError(
    `${where} makes images of ${size.join(' x ')} pixels, the data have ${height} x ${width}: change ` +
      'kernel, stride or padding',
  );
}

/** Loads the shaders of convolutions with an activation, and what fuses them. */
export async function loadConvolution({
  activation,
}: Pick<ConvolutionFields, 'activation'>): Promise<void> {
  addImageParts([convolutionsKernels, convolutionTrainingKernels, imageVariantsKernels]);
  await Promise.all([convolutionRules.load(), loadActivation(activation)]);
}
