import type { Graph } from '../graph/graph.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * A matrix times a number.
 *
 * @param x `[M, K]`
 * @returns `[M, K]`
 */
export function scale(
  graph: Graph,
  x: Tensor,
  { name, weight }: { name: string; weight: number },
): Tensor {
  const y = graph.activation(name, x.shape);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [scaled(`${name}.forward`, x, y, weight, false)],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (dx) pass.record(scaled(`${name}.backward`, dy, dx.tensor, weight, dx.accumulate));
    },
  });
  return y;
}

/**
 * A number added to each element of a matrix.
 *
 * @param x `[M, K]`
 * @returns `[M, K]`
 */
export function shift(
  graph: Graph,
  x: Tensor,
  { name, offset }: { name: string; offset: number },
): Tensor {
  const y = graph.activation(name, x.shape);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [
      dispatch('scale', `${name}.forward`, {
        bindings: { x, y },
        slots: {},
        constants: { WEIGHT: 1, OFFSET: offset, ACCUMULATE: false },
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (dx) pass.record(scaled(`${name}.backward`, dy, dx.tensor, 1, dx.accumulate));
    },
  });
  return y;
}

/** y = weight · x, or that added to y. */
export function scaled(
  label: string,
  x: Tensor,
  y: Tensor,
  weight: number,
  accumulate: boolean,
): Dispatch {
  return dispatch('scale', label, {
    bindings: { x, y },
    slots: {},
    constants: { WEIGHT: weight, ACCUMULATE: accumulate },
  });
}
