import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { concat } from '../../ops/concat.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';

/**
 * Each row several times in a row.
 * @param x `[rows, columns]`
 * @returns `[rows · times, columns]`
 */
export function repeatRows(
  graph: Graph,
  x: Tensor,
  { name, times }: { name: string; times: number },
): Tensor {
  if (times === 1) return x;
  const [rows = 0, width = 0] = x.shape;
  // `concat` repeats what it puts behind other columns.
  const column = graph.filled(`${name}.column`, [rows * times, 1], 0);
  const both = concat(graph, column, x, { name: `${name}.both`, samples: times });
  return sliceColumns(graph, both, { name, first: 1, width });
}
