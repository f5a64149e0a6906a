import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { assertSameShape } from './sameShape.ts';
import { scaled } from './scale.ts';

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
    // Two dispatches, since WebGPU does not let one bind a tensor twice beside one that it writes.
    forward: [
      scaled(`${name}.forward_a`, a, y, weights[0], false),
      scaled(`${name}.forward_b`, b, y, weights[1], true),
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
          scaled(`${name}.backward_${label}`, dy, dpart.tensor, weight, dpart.accumulate),
        );
      }
    },
  });
  return y;
}
