import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Repeats a row in every row of a matrix, or one value in every element.
 *
 * @param values `[columns]`, or `[1]` for one value
 * @returns `[rows, columns]`
 */
export function broadcast(
  graph: Graph,
  values: Tensor,
  { name, rows, columns }: { name: string; rows: number; columns: number },
): Tensor {
  const y = graph.activation(name, [rows, columns]);
  const SHARED = values.shape[0] === 1 && columns !== 1;
  graph.record({
    label: name,
    inputs: [values],
    outputs: [y],
    forward: [
      dispatch('broadcast_forward', `${name}.forward`, {
        bindings: { values, y },
        slots: {},
        constants: { SHARED },
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dvalues = dy && pass.gradientInto(values);
      if (!dvalues) return;
      pass.record(
        dispatch('broadcast_backward', `${name}.backward`, {
          bindings: { dy, dvalues: dvalues.tensor },
          slots: {},
          constants: { SHARED, ACCUMULATE: dvalues.accumulate },
        }),
      );
    },
  });
  return y;
}
