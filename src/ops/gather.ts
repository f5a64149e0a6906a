import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * The batch's rows of a data set.
 *
 * @param data `[rows, K]`, u8 or f32
 * @param rowIndex `[rows]` u32; the batch takes `rowIndex[first_row + row]`
 * @returns `[rows of the batch, K]`
 */
export function gather(
  graph: Graph,
  data: Tensor,
  rowIndex: Tensor,
  { name, rows }: { name: string; rows: number },
): Tensor {
  const width = data.shape[1];
  if (data.shape.length !== 2 || width === undefined) {
    throw new ShapeError(`gather: data must be [rows, columns], got ${describeTensor(data)}`);
  }
  const batch = graph.activation(name, [rows, width]);
  const choice = data.dtype === 'u8' ? 'gather_u8' : 'gather_f32';
  graph.record({
    label: name,
    inputs: [data, rowIndex],
    outputs: [batch],
    forward: [
      dispatch('gather', name, {
        bindings: { batch },
        slots: { load: { choice, bindings: { data, row_index: rowIndex } } },
      }),
    ],
  });
  return batch;
}
