import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Straight-through estimator: the values of `hard` with the gradient of `soft`. Source: Bengio et
 * al., "Estimating or propagating gradients through stochastic neurons for conditional
 * computation", 2013.
 *
 * @param hard `[M, K]`, such as rounded or selected values; receives no gradient
 * @param soft `[M, K]`
 * @returns `[M, K]`
 * @throws ShapeError if the shapes differ
 */
export function straightThrough(
  graph: Graph,
  hard: Tensor,
  soft: Tensor,
  { name }: { name: string },
): Tensor {
  if (hard.shape.join() !== soft.shape.join()) {
    throw new ShapeError(
      `${name}: ${describeTensor(hard)} and ${describeTensor(soft)} must have one shape`,
    );
  }
  const y = graph.activation(name, hard.shape);
  graph.record({
    label: name,
    inputs: [hard, soft],
    outputs: [y],
    forward: [
      dispatch('activation_forward', `${name}.forward`, {
        bindings: { preactivation: hard, y },
        slots: { activation: { choice: 'identity', bindings: {} } },
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dsoft = dy && pass.gradientInto(soft);
      if (!dsoft) return;
      pass.record(
        dispatch('activation_backward', `${name}.backward`, {
          bindings: { dy, dx: dsoft.tensor },
          slots: { activation_gradient: { choice: 'identity', bindings: {} } },
          constants: { ACCUMULATE: dsoft.accumulate },
        }),
      );
    },
  });
  return y;
}
