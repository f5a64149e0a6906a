import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * A weighted sum of two matrices, `weights[0] · a + weights[1] · b`, such as the two ways through a
 * residual block.
 *
 * @param a `[M, K]`
 * @param b `[M, K]`
 * @param weights 1 and 1 by default
 * @returns `[M, K]`
 * @throws ShapeError if the shapes differ
 */
export function weightedSum(
  graph: Graph,
  a: Tensor,
  b: Tensor,
  { name, weights = [1, 1] }: { name: string; weights?: readonly [number, number] },
): Tensor {
  assertSameShape(name, a, b);
  const y = graph.activation(name, a.shape);
  graph.record({
    label: name,
    inputs: [a, b],
    outputs: [y],
    forward: [
      dispatch('weighted_sum', `${name}.forward`, {
        bindings: { a, b, y },
        slots: {},
        constants: { WEIGHT_A: weights[0], WEIGHT_B: weights[1] },
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      if (!dy) return;
      for (const [label, part, weight] of [
        ['a', a, weights[0]],
        ['b', b, weights[1]],
      ] as const) {
        const dpart = pass.gradientInto(part);
        if (!dpart) continue;
        pass.record(
          dispatch('weighted_sum', `${name}.backward_${label}`, {
            bindings: { a: dy, b: dy, y: dpart.tensor },
            slots: {},
            constants: { WEIGHT_A: weight, WEIGHT_B: 0, ACCUMULATE: dpart.accumulate },
          }),
        );
      }
    },
  });
  return y;
}

/** @throws ShapeError if the shapes differ */
export function assertSameShape(name: string, a: Tensor, b: Tensor): void {
  if (a.shape.join() === b.shape.join()) return;
  throw new ShapeError(
    `${name}: ${describeTensor(a)} and ${describeTensor(b)} must have one shape`,
  );
}
