import { wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { type Convolution, convolution } from '../ops/convolution.ts';
import type { Pair } from '../ops/image.ts';
import type { Window } from '../ops/window.ts';
import {
  assertHeadSize,
  type ConvolutionFields,
  headFields,
  imageShape,
  loadConvolution,
  resolveConvolution,
} from './convolution.ts';
import { declareConvolution } from './declareConvolution.ts';
import { checkedPair, type PairChoice, pairOf } from './image.ts';
import type { LayerKind, LayerScope, Shape } from './layer.ts';

/** A transposed convolution of images, which enlarges them. */
export interface ConvTranspose2dSpec extends ConvolutionFields {
  readonly kind: 'convTranspose2d';
  /** Rows and columns more at the end of the image that comes out, less than the stride; 0 by default. */
  readonly outputPadding: PairChoice;
}

/** Like `torch.nn.ConvTranspose2d`, followed by an activation; ReLU by default. */
export const convTranspose2dLayer: LayerKind<ConvTranspose2dSpec> = {
  kind: 'convTranspose2d',
  resolve,
  load: loadConvolution,
  output: (spec, input) => [...outputSize(spec, input), spec.channels],
  build(spec, input, scope) {
    const layer = declare(spec, input, scope);
    return { apply: (graph, { x }) => ({ y: convolution(graph, x, layer) }) };
  },
  head: {
    resolve(given, input, target, where) {
      const image = imageShape(target, where);
      const spec = resolve(headFields(given, image, where), input, where);
      assertHeadSize(outputSize(spec, input), image, where);
      return spec;
    },
    build(spec, { input }, scope, perValue) {
      const layer = declare({ ...spec, channels: perValue * spec.channels }, input, scope);
      return (graph, h, activation = 'identity') => convolution(graph, h, { ...layer, activation });
    },
    onnx: () =>
      import('./onnx/convTranspose2d.ts').then(({ headToOnnx }) => ({ toOnnx: headToOnnx })),
  },
  onnx: () => import('./onnx/convTranspose2d.ts'),
};

function resolve(
  { outputPadding: more = 0, ...given }: Partial<ConvTranspose2dSpec>,
  input: Shape,
  where: string,
): ConvTranspose2dSpec {
  const outputPadding = checkedPair(`${where}.outputPadding`, wholeNumber(0), more);
  const shared = resolveConvolution(given, where);
  const spec: ConvTranspose2dSpec = { kind: 'convTranspose2d', ...shared, outputPadding };
  imageShape(input, where);
  const [strideY, strideX] = pairOf(spec.stride);
  const [dilationY, dilationX] = pairOf(spec.dilation);
  const [moreY, moreX] = outputPadding;
  if (moreY >= Math.max(strideY, dilationY) || moreX >= Math.max(strideX, dilationX)) {
    throw new ConfigError(
      `${where}.outputPadding must be less than the stride or the dilation, got [${moreY}, ${moreX}]`,
    );
  }
  const size = outputSize(spec, input);
  if (size.some((each) => each < 1)) {
    throw new ConfigError(
      `${where}: no pixel is left of the image that comes out, [${size.join(', ')}]: use less padding`,
    );
  }
  return spec;
}

function declare(spec: ConvTranspose2dSpec, input: Shape, scope: LayerScope): Convolution {
  return declareConvolution(scope, {
    window: windowOf(spec, input),
    transposed: true,
    activation: spec.activation,
    axes: pairOf(spec.kernel),
  });
}

function outputSize(spec: ConvTranspose2dSpec, input: Shape): Pair {
  const image = imageShape(input, spec.kind);
  const size = (axis: 0 | 1): number =>
    (image[axis] - 1) * pairOf(spec.stride)[axis] -
    2 * pairOf(spec.padding)[axis] +
    pairOf(spec.dilation)[axis] * (pairOf(spec.kernel)[axis] - 1) +
    pairOf(spec.outputPadding)[axis] +
    1;
  return [size(0), size(1)];
}

function windowOf(spec: ConvTranspose2dSpec, input: Shape): Window {
  return {
    large: [...outputSize(spec, input), spec.channels],
    small: imageShape(input, spec.kind),
    kernel: pairOf(spec.kernel),
    stride: pairOf(spec.stride),
    padding: pairOf(spec.padding),
    dilation: pairOf(spec.dilation),
  };
}
