import { ShapeError } from '../errors.ts';
import type { BackwardPass, Graph } from '../graph/graph.ts';
import { logicalSize } from '../graph/layout.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { type DispatchArguments, dispatch } from '../kernels/dispatch.ts';
import { activate } from './activate.ts';
import {
  activationGradient,
  matrix,
  needsPreactivation,
  type OutputActivation,
  PRODUCT,
} from './slots.ts';
import { blockConstants, gradientParts, patchConstants, type Window } from './window.ts';

/** The parameters of a convolution, and what it applies. */
export interface Convolution {
  /** The window between the image that comes in and the one that comes out. */
  readonly window: Window;
  /** True from the small image to the large one. */
  readonly transposed: boolean;
  /** `[small channels, kernel y · kernel x · large channels]` */
  readonly weight: Tensor;
  /** `[channels that come out]` */
  readonly bias: Tensor;
  /** Function of the outputs. */
  readonly activation: OutputActivation;
  /** Name of the layer and of its outputs. */
  readonly name: string;
}

/**
 * A convolution of images, or a transposed one: `torch.nn.Conv2d` and `ConvTranspose2d`, with an
 * activation. The product kernel applies the activation, unless the gradient needs the preactivation,
 * which then stays in memory too. May be applied any number of times; outputs are named after the
 * layer, see `Graph.site`.
 *
 * @param x `[M, height · width · channels]`, the image that comes in
 * @returns `[M, height · width · channels]`, the image that comes out
 * @throws ShapeError if the shapes do not match, ConfigError when differentiated with an activation
 *   that has no gradient
 */
export function convolution(graph: Graph, x: Tensor, layer: Convolution): Tensor {
  const { activation } = layer;
  const name = graph.site(layer.name);
  if (!needsPreactivation(activation)) return product(graph, x, { ...layer, name }, name);
  const linear: Convolution = { ...layer, name, activation: 'identity' };
  const preactivation = product(graph, x, linear, `${name}.preactivation`);
  return activate(graph, preactivation, { name, activation });
}

function product(graph: Graph, x: Tensor, layer: Convolution, output: string): Tensor {
  const { weight, bias, activation, name, window, transposed } = layer;
  const [from, to] = transposed ? [window.small, window.large] : [window.large, window.small];
  const [rows = 0, width] = x.shape;
  if (width !== logicalSize(from)) {
    throw new ShapeError(
      `${name}: takes images [${from.join(', ')}], of ${logicalSize(from)} values, got ${describeTensor(x)}`,
    );
  }
  const y = graph.activation(output, [rows, logicalSize(to)]);
  const recorded = {
    bindings: { weight, bias, y },
    slots: {
      load: matrix(x),
      activation: { choice: activation, bindings: {} },
      product: PRODUCT,
    },
  } satisfies DispatchArguments<'conv_forward' | 'conv_transpose_forward'>;
  const label = `${name}.forward`;
  graph.record({
    label: name,
    inputs: [x, weight, bias],
    outputs: [y],
    forward: [
      transposed
        ? dispatch('conv_transpose_forward', label, {
            ...recorded,
            constants: blockConstants(window),
          })
        : dispatch('conv_forward', label, { ...recorded, constants: patchConstants(window) }),
    ],
    backward: (pass) => backward(pass, x, y, layer),
  });
  return y;
}

function backward(pass: BackwardPass, x: Tensor, y: Tensor, layer: Convolution): void {
  const { activation, name } = layer;
  const arrived = pass.gradientOf(y);
  if (!arrived) return;

  let dy = arrived;
  if (activation !== 'identity') {
    dy = pass.scratch(`${name}.preactivation`, y.shape);
    pass.record(
      dispatch('activation_backward', `${name}.backward_activation`, {
        bindings: { dy: arrived, dx: dy },
        slots: { activation_gradient: activationGradient(activation, y) },
        constants: { ACCUMULATE: false },
      }),
    );
  }
  parameterGradients(pass, x, dy, layer);
  inputGradient(pass, x, dy, layer);
}

/**
 * The gradients of weights and bias, which lie one behind the other in their group: sums over all
 * positions in parts, then the sum of the parts.
 */
function parameterGradients(pass: BackwardPass, x: Tensor, dy: Tensor, layer: Convolution): void {
  const { weight, bias, name, window, transposed } = layer;
  const dweight = pass.gradientInto(weight);
  const dbias = pass.gradientInto(bias);
  if (!dweight && !dbias) return;
  const [vectors, images] = transposed ? [x, dy] : [dy, x];
  const [channels = 0] = bias.shape;
  const { parts: count, span, first, size } = gradientParts(window, x.shape[0] ?? 0, channels);
  const parts = pass.scratch(`${name}.parts`, [count, size]);
  pass.record(
    dispatch('conv_backward_weight', `${name}.backward_weight`, {
      bindings: { vectors, parts },
      slots: { load: matrix(images), product: PRODUCT },
      constants: { ...patchConstants(window), SPAN: span },
    }),
  );
  pass.record(
    dispatch('bias_parts', `${name}.backward_bias`, {
      bindings: { dy, parts },
      slots: {},
      constants: { N: channels, FIRST: first },
    }),
  );
  pass.record(
    dispatch('sum_parts', `${name}.backward_sum`, {
      bindings: {
        parts,
        dweight: dweight?.tensor ?? pass.scratch(`${name}.unused_weight`, weight.shape),
        dbias: dbias?.tensor ?? pass.scratch(`${name}.unused_bias`, bias.shape),
      },
      slots: {},
      constants: {
        ACCUMULATE_WEIGHT: dweight?.accumulate ?? false,
        ACCUMULATE_BIAS: dbias?.accumulate ?? false,
      },
    }),
  );
}

function inputGradient(pass: BackwardPass, x: Tensor, dy: Tensor, layer: Convolution): void {
  const { weight, name, window, transposed } = layer;
  const dx = pass.gradientInto(x);
  if (!dx) return;
  const recorded = {
    bindings: { dy, weight, dx: dx.tensor },
    slots: {
      activation_gradient: { choice: 'identity', bindings: {} },
      product: PRODUCT,
    },
  } satisfies DispatchArguments<'conv_backward_input' | 'conv_transpose_backward_input'>;
  const label = `${name}.backward_input`;
  const ACCUMULATE = dx.accumulate;
  pass.record(
    transposed
      ? dispatch('conv_transpose_backward_input', label, {
          ...recorded,
          constants: { ...patchConstants(window), ACCUMULATE },
        })
      : dispatch('conv_backward_input', label, {
          ...recorded,
          constants: { ...blockConstants(window), ACCUMULATE },
        }),
  );
}
