import { isWholeNumber } from '../checks.ts';
import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Consecutive columns of a matrix, such as the condition in a row of data.
 *
 * @param x `[M, K]`
 * @param first column of x that becomes column 0
 * @returns `[M, width]`
 * @throws ShapeError if x does not have all these columns
 */
export function sliceColumns(
  graph: Graph,
  x: Tensor,
  { name, first, width }: { name: string; first: number; width: number },
): Tensor {
  const [rows = 0, whole = 0] = x.shape;
  if (!isWholeNumber(first, 0, whole - 1) || !isWholeNumber(width, 1, whole - first)) {
    throw new ShapeError(
      `sliceColumns: ${describeTensor(x)} has no ${width} columns from column ${first}`,
    );
  }
  const y = graph.activation(name, [rows, width]);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [
      dispatch('slice_columns', `${name}.forward`, {
        bindings: { x, y },
        slots: {},
        constants: { FIRST: first, SAMPLES: 1, ACCUMULATE: false },
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (!dx) return;
      pass.record(
        dispatch('slice_columns_backward', `${name}.backward`, {
          bindings: { dy, dx: dx.tensor },
          slots: {},
          constants: { FIRST: first, ACCUMULATE: dx.accumulate },
        }),
      );
    },
  });
  return y;
}
