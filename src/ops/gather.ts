import { ShapeError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Transform, transformSlot } from './transform.ts';

/**
 * The batch's rows of a data set. What is transformed at random is drawn once a step: every reader
 * of the batch sees the same.
 *
 * @param data `[rows, K]`, u8 or f32
 * @param rowIndex `[rows]` u32; the batch takes `rowIndex[first_row + row]`
 * @param transform what becomes of the values, in [0, 1] where it binarises them
 * @returns `[rows of the batch, K]`
 * @throws ShapeError for data that is not a matrix, ConfigError for a rate out of range
 */
export function gather(
  graph: Graph,
  data: Tensor,
  rowIndex: Tensor,
  {
    name,
    rows,
    transform = { kind: 'none' },
  }: { name: string; rows: number; transform?: Transform },
): Tensor {
  const width = data.shape[1];
  if (data.shape.length !== 2 || width === undefined) {
    throw new ShapeError(`gather: data must be [rows, columns], got ${describeTensor(data)}`);
  }
  const batch = graph.activation(name, [rows, width]);
  const { slot, constants } = transformSlot(transform);
  const choice = data.dtype === 'u8' ? 'gather_u8' : 'gather_f32';
  graph.record({
    label: name,
    inputs: [data, rowIndex],
    outputs: [batch],
    forward: [
      dispatch('gather', name, {
        bindings: { batch },
        slots: { load: { choice, bindings: { data, row_index: rowIndex } }, transform: slot },
        constants,
      }),
    ],
  });
  return batch;
}
