import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Activation, activationGradient, needsPreactivation } from './slots.ts';

/**
 * Values times the sigmoid of their gates: of each pixel the first `channels` are the values and as
 * many more are their gates. y = activation(values) ⊙ σ(gates).
 *
 * @param x `[M, pixels · 2 · channels]`
 * @returns `[M, pixels · channels]`
 * @throws ShapeError if a row of x does not consist of such pixels
 */
export function gate(
  graph: Graph,
  x: Tensor,
  { name, channels, activation }: { name: string; channels: number; activation: Activation },
): Tensor {
  const [rows = 0, columns = 0] = x.shape;
  if (columns % (2 * channels) !== 0) {
    throw new ShapeError(
      `gate: the rows of ${describeTensor(x)} are no pixels of ${channels} values and ${channels} gates`,
    );
  }
  const values =
    activation === 'identity'
      ? x
      : activateHalf(graph, x, { name: `${name}.values`, half: channels, activation });
  const y = graph.activation(name, [rows, columns / 2]);
  const constants = { CHANNELS: channels };
  graph.record({
    label: name,
    inputs: [values],
    outputs: [y],
    forward: [
      dispatch('gate_forward', `${name}.forward`, {
        bindings: { x: values, y },
        slots: {},
        constants,
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(values);
      if (!dx) return;
      pass.record(
        dispatch('gate_backward', `${name}.backward`, {
          bindings: { x: values, dy, dx: dx.tensor },
          slots: {},
          constants: { ...constants, ACCUMULATE: dx.accumulate },
        }),
      );
    },
  });
  return y;
}

/** An activation of the first `half` of every 2 · half columns; the others are copied. */
function activateHalf(
  graph: Graph,
  x: Tensor,
  { name, half, activation }: { name: string; half: number; activation: Activation },
): Tensor {
  const y = graph.activation(name, x.shape);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [
      dispatch('half_activation_forward', `${name}.forward`, {
        bindings: { preactivation: x, y },
        slots: { activation: { choice: activation, bindings: {} } },
        constants: { HALF: half },
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (!dx) return;
      const source = needsPreactivation(activation) ? x : y;
      pass.record(
        dispatch('half_activation_backward', `${name}.backward`, {
          bindings: { dy, dx: dx.tensor },
          slots: { activation_gradient: activationGradient(activation, source) },
          constants: { HALF: half, ACCUMULATE: dx.accumulate },
        }),
      );
    },
  });
  return y;
}
