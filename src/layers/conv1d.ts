import { assertInRange, wholeNumber } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { type Convolution, convolution } from '../ops/convolution.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import type { Window } from '../ops/window.ts';
import { assertHeadSize, headFields, loadConvolution } from './convolution.ts';
import { declareConvolution } from './declareConvolution.ts';
import type { LayerKind, LayerScope, Shape } from './layer.ts';
import { signalOf } from './signal.ts';

/** A convolution of signals. */
export interface Conv1dSpec {
  readonly kind: 'conv1d';
  /** Channels that come out. */
  readonly channels: number;
  /** Length of the window. */
  readonly kernel: number;
  /** Values from one position of the window to the next; 1 by default. */
  readonly stride: number;
  /** Zeros at both ends of the signal; 0 by default. */
  readonly padding: number;
  /** Values from one tap of the window to the next; 1 by default. */
  readonly dilation: number;
  /** Function of the outputs; ReLU by default. */
  readonly activation: Activation;
}

/**
 * Like `torch.nn.Conv1d`, followed by an activation; ReLU by default. Signals are images of height 1
 * for the kernels.
 */
export const conv1dLayer: LayerKind<Conv1dSpec> = {
  kind: 'conv1d',
  resolve,
  load: loadConvolution,
  output: (spec, input) => [outputLength(spec, signalOf(input, 'conv1d')[0]), spec.channels],
  build(spec, input, scope) {
    const layer = declare(spec, input, scope);
    return { apply: (graph, { x }) => ({ y: convolution(graph, x, layer) }) };
  },
  head: {
    resolve(given, input, target, where) {
      const [length, channels] = signalOf(target, where);
      const spec = resolve(headFields(given, [1, length, channels], where), input, where);
      const [own] = signalOf(input, where);
      assertHeadSize([1, outputLength(spec, own)], [1, length, channels], where);
      return spec;
    },
    build(spec, { input }, scope, perValue) {
      const layer = declare({ ...spec, channels: perValue * spec.channels }, input, scope);
      return (graph, h, activation = 'identity') => convolution(graph, h, { ...layer, activation });
    },
    onnx: () => import('./onnx/conv1d.ts').then(({ headToOnnx }) => ({ toOnnx: headToOnnx })),
  },
  onnx: () => import('./onnx/conv1d.ts'),
};

function resolve(
  {
    channels,
    kernel,
    stride = 1,
    padding = 0,
    dilation = 1,
    activation = 'relu',
  }: Partial<Conv1dSpec>,
  input: Shape,
  where: string,
): Conv1dSpec {
  assertInRange(`${where}.channels`, wholeNumber(1), channels);
  assertInRange(`${where}.kernel`, wholeNumber(1), kernel);
  assertInRange(`${where}.stride`, wholeNumber(1), stride);
  assertInRange(`${where}.padding`, wholeNumber(0), padding);
  assertInRange(`${where}.dilation`, wholeNumber(1), dilation);
  assertActivation(`${where}.activation`, activation);
  const sizes = { channels: Number(channels), kernel: Number(kernel) };
  const spec: Conv1dSpec = { kind: 'conv1d', ...sizes, stride, padding, dilation, activation };
  const [length] = signalOf(input, `${where}: a conv1d layer`);
  if (outputLength(spec, length) >= 1) return spec;
  throw new ConfigError(
    `${where}: the window of ${span(spec)} values with its dilation is longer than the signal of ` +
      `${length} with its padding: use a smaller kernel or more padding`,
  );
}

function declare(spec: Conv1dSpec, input: Shape, scope: LayerScope): Convolution {
  const { activation, kernel } = spec;
  const window = windowOf(spec, input);
  return declareConvolution(scope, { window, transposed: false, activation, axes: [kernel] });
}

/** Values that the window covers. */
function span({ kernel, dilation }: Conv1dSpec): number {
  return dilation * (kernel - 1) + 1;
}

function outputLength(spec: Conv1dSpec, length: number): number {
  return Math.floor((length + 2 * spec.padding - span(spec)) / spec.stride) + 1;
}

function windowOf(spec: Conv1dSpec, input: Shape): Window {
  const [length, channels] = signalOf(input, 'conv1d');
  return {
    large: [1, length, channels],
    small: [1, outputLength(spec, length), spec.channels],
    kernel: [1, spec.kernel],
    stride: [1, spec.stride],
    padding: [0, spec.padding],
    dilation: [1, spec.dilation],
  };
}
