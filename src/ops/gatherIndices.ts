import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import type { FieldInput } from './batchInputs.ts';
import { integers } from './integers.ts';

/**
 * Gathers the batch's rows of a field of whole numbers, such as tokens to look up or lengths.
 *
 * @returns `[rows, columns of the field]` u32
 * @throws ConfigError for a field without whole numbers
 */
export function gatherIndices(
  graph: Graph,
  field: FieldInput,
  { name, rows }: { name: string; rows: number },
): Tensor {
  const indices = graph.activation(name, [rows, field.columns], 'u32');
  graph.record({
    label: name,
    inputs: [field.data, field.rowIndex],
    outputs: [indices],
    forward: [
      dispatch('gather_indices', name, {
        bindings: { indices },
        slots: { integer: integers(field) },
      }),
    ],
  });
  return indices;
}
