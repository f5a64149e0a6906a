import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch, type SlotArgument } from '../kernels/dispatch.ts';
import type { FieldInput } from './batchInputs.ts';
import { type Transform, transformSlot } from './transform.ts';

/**
 * Gathers the batch's rows of a field. Random transforms are drawn once per step, so every reader
 * of the batch sees the same values.
 *
 * @param field dense or sparse. u8 and u16 are divided by their maximum; u32 are whole numbers
 *   (exact up to 2²⁴); f32 are not scaled
 * @param transform of the values, which must be in [0, 1] for binarization
 * @returns `[rows, columns of the field]`
 * @throws ConfigError for a rate out of range
 */
export function gather(
  graph: Graph,
  field: FieldInput,
  {
    name,
    rows,
    transform = { kind: 'none' },
  }: { name: string; rows: number; transform?: Transform },
): Tensor {
  const batch = graph.activation(name, [rows, field.columns]);
  const { slot, constants } = transformSlot(transform);
  graph.record({
    label: name,
    inputs: [field.data, field.rowIndex],
    outputs: [batch],
    forward: [
      dispatch('gather', name, {
        bindings: { batch },
        slots: { load: load(field), transform: slot },
        constants,
      }),
    ],
  });
  return batch;
}

function load({ data, rowIndex: row_index, sparse }: FieldInput): SlotArgument<'load'> {
  if (sparse) return { choice: 'gather_sparse', bindings: { sparse: data, row_index } };
  const bindings = { data, row_index };
  switch (data.dtype) {
    case 'u8':
      return { choice: 'gather_u8', bindings };
    case 'u16':
      return { choice: 'gather_u16', bindings };
    case 'u32':
      return { choice: 'gather_u32', bindings };
    case 'f32':
      return { choice: 'gather_f32', bindings };
  }
}
