import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Concatenates two matrices by columns, such as latents and a condition.
 *
 * @param a `[M · samples, A]`
 * @param b `[M, B]`; each row is repeated for `samples` rows of `a`
 * @returns `[M · samples, A + B]`
 * @throws ShapeError if the numbers of rows do not match
 */
export function concat(
  graph: Graph,
  a: Tensor,
  b: Tensor,
  { name, samples = 1 }: { name: string; samples?: number },
): Tensor {
  const [rows = 0, first = 0] = a.shape;
  const y = graph.activation(name, [rows, first + (b.shape[1] ?? 0)]);
  graph.record({
    label: name,
    inputs: [a, b],
    outputs: [y],
    forward: [
      dispatch('concat', `${name}.forward`, {
        bindings: { a, b, y },
        slots: {},
        constants: { SAMPLES: samples },
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      if (!dy) return;
      const take = (label: string, part: Tensor, FIRST: number, SAMPLES: number): void => {
        const dpart = pass.gradientInto(part);
        if (!dpart) return;
        pass.record(
          dispatch('slice_columns', `${name}.backward_${label}`, {
            bindings: { x: dy, y: dpart.tensor },
            slots: {},
            constants: { FIRST, SAMPLES, ACCUMULATE: dpart.accumulate },
          }),
        );
      };
      take('a', a, 0, 1);
      take('b', b, first, samples);
    },
  });
  return y;
}
