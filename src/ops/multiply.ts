import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { assertSameShape } from './sameShape.ts';
import { scale } from './scale.ts';

/**
 * The elementwise product of two matrices, such as values and a mask.
 *
 * @param a `[M, K]`
 * @param given `[M, K]`; may be `a` itself
 * @returns `[M, K]`
 * @throws ShapeError if the shapes differ
 */
export function multiply(
  graph: Graph,
  a: Tensor,
  given: Tensor,
  { name }: { name: string },
): Tensor {
  assertSameShape(name, a, given);
  // WebGPU does not let a dispatch bind a tensor twice beside one that it writes.
  const b = a.name === given.name ? scale(graph, a, { name: `${name}.copy`, weight: 1 }) : given;
  const y = graph.activation(name, a.shape);
  graph.record({
    label: name,
    inputs: [a, b],
    outputs: [y],
    forward: [dispatch('multiply', `${name}.forward`, { bindings: { a, b, y }, slots: {} })],
    backward(pass) {
      const dy = pass.gradientOf(y);
      if (!dy) return;
      for (const [label, part, other] of [
        ['a', a, b],
        ['b', b, a],
      ] as const) {
        const dpart = pass.gradientInto(part);
        if (!dpart) continue;
        pass.record(
          dispatch('multiply', `${name}.backward_${label}`, {
            bindings: { a: dy, b: other, y: dpart.tensor },
            slots: {},
            constants: { ACCUMULATE: dpart.accumulate },
          }),
        );
      }
    },
  });
  return y;
}
