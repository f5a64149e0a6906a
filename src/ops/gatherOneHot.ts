import { assertInRange, wholeNumber } from '../checks.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import type { FieldInput } from './batchInputs.ts';
import { integers } from './integers.ts';

/**
 * Gathers the batch's rows of a field of classes as one-hot columns, for the target of a
 * categorical likelihood or as a condition. For data: it has no gradient.
 *
 * @param classes number of classes; a class number out of range gives only zeros
 * @returns `[rows, columns of the field · classes]`; the classes of a column are adjacent
 * @throws ConfigError for a field without whole numbers, or if `classes` is not a whole number >= 1
 */
export function gatherOneHot(
  graph: Graph,
  field: FieldInput,
  { name, rows, classes }: { name: string; rows: number; classes: number },
): Tensor {
  assertInRange('classes', wholeNumber(1), classes);
  const y = graph.activation(name, [rows, field.columns * classes]);
  graph.record({
    label: name,
    inputs: [field.data, field.rowIndex],
    outputs: [y],
    forward: [
      dispatch('gather_one_hot', name, {
        bindings: { y },
        slots: { integer: integers(field) },
        constants: { CLASSES: classes },
      }),
    ],
  });
  return y;
}
