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
import { pairOf } from './image.ts';
import type { LayerKind, LayerScope, Shape } from './layer.ts';

/** A convolution of images. */
export interface Conv2dSpec extends ConvolutionFields {
  readonly kind: 'conv2d';
}

/** Like `torch.nn.Conv2d`, followed by an activation; ReLU by default. */
export const conv2dLayer: LayerKind<Conv2dSpec> = {
  kind: 'conv2d',
  resolve,
  load: loadConvolution,
  output: (spec, input) => [...outputSize(spec, input), spec.channels],
  build(spec, input, scope) {
    const layer = declareConv2d(spec, input, scope);
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
      const layer = declareConv2d({ ...spec, channels: perValue * spec.channels }, input, scope);
      return (graph, h, activation = 'identity') => convolution(graph, h, { ...layer, activation });
    },
    onnx: () => import('./onnx/conv2d.ts').then(({ headToOnnx }) => ({ toOnnx: headToOnnx })),
  },
  onnx: () => import('./onnx/conv2d.ts'),
};

function resolve(given: Partial<Conv2dSpec>, input: Shape, where: string): Conv2dSpec {
  const spec: Conv2dSpec = { kind: 'conv2d', ...resolveConvolution(given, where) };
  imageShape(input, where);
  if (outputSize(spec, input).some((size) => size < 1)) {
    throw new ConfigError(
      `${where}: the window, [${span(spec).join(', ')}] with its dilation, is larger than the image ` +
        `[${input.join(', ')}] with its padding: use a smaller kernel or more padding`,
    );
  }
  return spec;
}

/** Declares the parameters of a convolution of images. */
export function declareConv2d(spec: Conv2dSpec, input: Shape, scope: LayerScope): Convolution {
  return declareConvolution(scope, {
    window: windowOf(spec, input),
    transposed: false,
    activation: spec.activation,
    axes: pairOf(spec.kernel),
  });
}

/** Pixels that the window covers. */
function span({ kernel, dilation }: Conv2dSpec): Pair {
  const [y, x] = pairOf(kernel);
  const [dilationY, dilationX] = pairOf(dilation);
  return [dilationY * (y - 1) + 1, dilationX * (x - 1) + 1];
}

function outputSize(spec: Conv2dSpec, input: Shape): Pair {
  const [height, width] = imageShape(input, spec.kind);
  const [spanY, spanX] = span(spec);
  const [strideY, strideX] = pairOf(spec.stride);
  const [paddingY, paddingX] = pairOf(spec.padding);
  return [
    Math.floor((height + 2 * paddingY - spanY) / strideY) + 1,
    Math.floor((width + 2 * paddingX - spanX) / strideX) + 1,
  ];
}

function windowOf(spec: Conv2dSpec, input: Shape): Window {
  return {
    large: imageShape(input, spec.kind),
    small: [...outputSize(spec, input), spec.channels],
    kernel: pairOf(spec.kernel),
    stride: pairOf(spec.stride),
    padding: pairOf(spec.padding),
    dilation: pairOf(spec.dilation),
  };
}
