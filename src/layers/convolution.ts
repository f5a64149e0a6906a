import { assertInRange, shown, wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { convolutionsKernels } from '../kernels/catalogue/convolutions.generated.ts';
import { convolutionTrainingKernels } from '../kernels/catalogue/convolutionTraining.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import type { Convolution } from '../ops/convolution.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import { type ImageShape, type Pair, type Window, weightShape } from '../ops/window.ts';
import type { LayerScope, Shape } from './layer.ts';
import { loadActivation } from './loadActivation.ts';

/** A whole number for both axes, or `[y, x]`. */
export type PerAxis = number | Pair;

/** Fields that all convolutions have. */
export interface ConvolutionFields {
  /** Channels that come out. */
  readonly channels: number;
  /** Size of the window: a whole number for both axes, or `[height, width]`. */
  readonly kernel: PerAxis;
  /** Pixels from one position of the window to the next; 1 by default. */
  readonly stride: PerAxis;
  /** Pixels of zero around the image; 0 by default. */
  readonly padding: PerAxis;
  /** Pixels from one tap of the window to the next; 1 by default. */
  readonly dilation: PerAxis;
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
  assertPerAxis(`${where}.kernel`, kernel, 1);
  assertPerAxis(`${where}.stride`, stride, 1);
  assertPerAxis(`${where}.padding`, padding, 0);
  assertPerAxis(`${where}.dilation`, dilation, 1);
  assertActivation(`${where}.activation`, activation);
  return { channels: Number(channels), kernel, stride, padding, dilation, activation };
}

/** @throws ConfigError unless a value is a whole number from `least` on, or two of them */
export function assertPerAxis(
  name: string,
  value: unknown,
  least: number,
): asserts value is PerAxis {
  const { holds } = wholeNumber(least);
  const each = Array.isArray(value) && value.length === 2 ? value : [value];
  if (each.every(holds)) return;
  throw new ConfigError(
    `${name} must be a whole number of at least ${least}, or two of them for [height, width], got ${shown(value)}`,
  );
}

/** Both axes of a value. */
export function pair(value: PerAxis): Pair {
  return typeof value === 'number' ? [value, value] : value;
}

/**
 * An image that comes into a layer. Data without channels have one.
 * @throws ConfigError for other shapes
 */
export function imageOf(shape: Shape, where: string): ImageShape {
  const [height, width, channels = 1] = shape;
  if (height !== undefined && width !== undefined && shape.length <= 3) {
    return [height, width, channels];
  }
  throw new ConfigError(
    `${where} takes images [height, width, channels], got [${shape.join(', ')}]: give the data their ` +
      'shape, such as `input: [28, 28, 1]`, or put a `reshape` layer before it',
  );
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

/** Loads the shaders of convolutions with an activation. */
export async function loadConvolution({ activation }: ConvolutionFields): Promise<void> {
  addParts([convolutionsKernels, convolutionTrainingKernels]);
  await loadActivation(activation);
}

/** How {@link declareConvolution} declares a layer. */
interface ConvolutionDeclaration {
  readonly window: Window;
  readonly transposed: boolean;
  readonly activation: Activation;
  /** Axes of the weights in files, in the order of those of the window: `[y, x]`, or `[x]` alone. */
  readonly axes: readonly number[];
}

/**
 * Declares the parameters of a convolution, initialised like `torch.nn.Conv2d` and
 * `ConvTranspose2d`. In files their weights are channels first, as there.
 */
export function declareConvolution(
  { store, name, group }: LayerScope,
  { window, transposed, activation, axes }: ConvolutionDeclaration,
): Convolution {
  const { large, small, kernel } = window;
  const shape = weightShape(window);
  const channels = transposed ? large[2] : small[2];
  // PyTorch takes the second axis of the weights for the inputs, of a transposed convolution too.
  const init = { kind: 'uniform', bound: 1 / Math.sqrt(large[2] * kernel[0] * kernel[1]) } as const;
  const shared = { init, ...(group !== undefined && { group }) };
  const last = axes.length + 1;
  const order = [0, last, ...axes.map((_, i) => i + 1)];
  return {
    name,
    window,
    transposed,
    activation,
    weight: store.parameter(`${name}.weight`, {
      ...shared,
      shape,
      views: [
        { name: `${name}.weight`, size: shape[0], shape: [small[2], ...axes, large[2]], order },
      ],
    }),
    bias: store.parameter(`${name}.bias`, { ...shared, shape: [channels] }),
  };
}
