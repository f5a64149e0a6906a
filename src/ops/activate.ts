import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { activationGradient, needsPreactivation, type OutputActivation } from './slots.ts';

/**
 * An elementwise activation as a separate op: both its input and its output stay in memory. `dense`
 * records it if the gradient needs the input.
 *
 * @param preactivation `[M, K]`
 * @returns `[M, K]`
 * @throws ConfigError when differentiated with an activation that has no gradient
 */
export function activate(
  graph: Graph,
  preactivation: Tensor,
  { name, activation }: { name: string; activation: OutputActivation },
): Tensor {
  const y = graph.activation(name, preactivation.shape);
  graph.record({
    label: name,
    inputs: [preactivation],
    outputs: [y],
    forward: [
      dispatch('activation_forward', `${name}.forward_activation`, {
        bindings: { preactivation, y },
        slots: { activation: { choice: activation, bindings: {} } },
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(preactivation);
      if (!dx) return;
      const source = needsPreactivation(activation) ? preactivation : y;
      pass.record(
        dispatch('activation_backward', `${name}.backward_activation`, {
          bindings: { dy, dx: dx.tensor },
          slots: { activation_gradient: activationGradient(activation, source) },
          constants: { ACCUMULATE: dx.accumulate },
        }),
      );
    },
  });
  return y;
}
