import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/** The largest values of each row, in order, `[rows, count]` each. */
export interface TopColumns {
  /** Their columns; past the last one the number of columns stands. */
  readonly columns: Tensor;
  /** The values; past the last one 0 stands. */
  readonly values: Tensor;
}

/**
 * The columns of each row with the largest scores. It has no gradient.
 *
 * @param scores `[rows, columns]`
 * @param known of the same shape; columns where it is not 0 are left out
 * @param options.count how many columns of a row are kept
 */
export function topColumns(
  graph: Graph,
  scores: Tensor,
  known: Tensor,
  { name, count }: { readonly name: string; readonly count: number },
): TopColumns {
  const [rows = 0] = scores.shape;
  const columns = graph.activation(`${name}.columns`, [rows, count]);
  const values = graph.activation(`${name}.values`, [rows, count]);
  graph.record({
    label: name,
    inputs: [scores, known],
    outputs: [columns, values],
    forward: [
      dispatch('top_columns', name, {
        bindings: { scores, known, columns, values },
        slots: {},
        constants: {},
      }),
    ],
  });
  return { columns, values };
}
