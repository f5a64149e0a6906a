import type { BackwardPass, Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { activate } from './activate.ts';
import {
  activationGradient,
  matrix,
  needsPreactivation,
  type OutputActivation,
  PRODUCT,
} from './slots.ts';

/** The parameters of a fully connected layer, and what it applies. */
export interface Dense {
  /** `[N, K]`, the layout of `torch.nn.Linear`. */
  readonly weight: Tensor;
  /** `[N]` */
  readonly bias: Tensor;
  /** Function of the outputs. */
  readonly activation: OutputActivation;
  /** Name of the layer and of its outputs. */
  readonly name: string;
}

/**
 * A fully connected layer: `y = activation(x · weightᵀ + bias)`. The product kernel applies the
 * activation, unless the gradient needs the preactivation, which then stays in memory too. May be
 * applied any number of times; outputs are named after the layer, see `Graph.site`.
 *
 * @param x `[M, K]`
 * @returns `[M, N]`
 * @throws ShapeError if the shapes do not match, ConfigError when differentiated with an activation
 *   that has no gradient
 */
export function dense(graph: Graph, x: Tensor, layer: Dense): Tensor {
  const { activation } = layer;
  const name = graph.site(layer.name);
  if (!needsPreactivation(activation)) return product(graph, x, { ...layer, name }, name);
  const linear: Dense = { ...layer, name, activation: 'identity' };
  const preactivation = product(graph, x, linear, `${name}.preactivation`);
  return activate(graph, preactivation, { name, activation });
}

function product(graph: Graph, x: Tensor, layer: Dense, output: string): Tensor {
  const { weight, bias, activation, name } = layer;
  const y = graph.activation(output, [x.shape[0] ?? 0, weight.shape[0] ?? 0]);
  graph.record({
    label: name,
    inputs: [x, weight, bias],
    outputs: [y],
    forward: [
      dispatch('dense_forward', `${name}.forward`, {
        bindings: { weight, bias, y },
        slots: {
          load: matrix(x),
          activation: { choice: activation, bindings: {} },
          product: PRODUCT,
        },
      }),
    ],
    backward: (pass) => backward(pass, x, y, layer),
  });
  return y;
}

function backward(pass: BackwardPass, x: Tensor, y: Tensor, layer: Dense): void {
  const { weight, bias, activation, name } = layer;
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

  const dweight = pass.gradientInto(weight);
  const dbias = pass.gradientInto(bias);
  if (dweight || dbias) {
    pass.record(
      dispatch('dense_backward_weight', `${name}.backward_weight`, {
        bindings: {
          dy,
          dweight: dweight?.tensor ?? pass.scratch(`${name}.unused_weight`, weight.shape),
          dbias: dbias?.tensor ?? pass.scratch(`${name}.unused_bias`, bias.shape),
        },
        slots: { load: matrix(x), product: PRODUCT },
        constants: {
          ACCUMULATE_WEIGHT: dweight?.accumulate ?? false,
          ACCUMULATE_BIAS: dbias?.accumulate ?? false,
        },
      }),
    );
  }

  const dx = pass.gradientInto(x);
  if (dx) {
    pass.record(
      dispatch('dense_backward_input', `${name}.backward_input`, {
        bindings: { dy, weight, dx: dx.tensor },
        slots: {
          activation_gradient: { choice: 'identity', bindings: {} },
          product: PRODUCT,
        },
        constants: { ACCUMULATE: dx.accumulate },
      }),
    );
  }
}
