import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Two matrices side by side, such as a latent and a condition.
 *
 * @param a `[M, A]`
 * @param b `[M, B]`
 * @returns `[M, A + B]`
 * @throws ShapeError if the rows differ
 */
export function concat(graph: Graph, a: Tensor, b: Tensor, { name }: { name: string }): Tensor {
  const [rows = 0, first = 0] = a.shape;
  const y = graph.activation(name, [rows, first + (b.shape[1] ?? 0)]);
  graph.record({
    label: name,
    inputs: [a, b],
    outputs: [y],
    forward: [dispatch('concat', `${name}.forward`, { bindings: { a, b, y }, slots: {} })],
    backward(pass) {
      const dy = pass.gradientOf(y);
      if (!dy) return;
      const take = (label: string, part: Tensor, FIRST: number): void => {
        const dpart = pass.gradientInto(part);
        if (!dpart) return;
        pass.record(
          dispatch('slice_columns', `${name}.backward_${label}`, {
            bindings: { x: dy, y: dpart.tensor },
            slots: {},
            constants: { FIRST, ACCUMULATE: dpart.accumulate },
          }),
        );
      };
      take('a', a, 0);
      take('b', b, first);
    },
  });
  return y;
}
