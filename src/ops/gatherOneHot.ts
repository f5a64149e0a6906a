import { assertInRange, wholeNumber } from '../checks.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import type { FieldInput } from './batchInputs.ts';
import { integers } from './integers.ts';

/**
 * The batch's rows of a field of classes, a column of its own for each class: the target of a
 * categorical likelihood, or what a network is told of a row. No gradient: for data.
 *
 * @param classes a number that is not below it has a 1 nowhere
 * @returns `[rows, columns of the field · classes]`, the classes of a column side by side
 * @throws ConfigError for a field that holds no whole numbers, or `classes` that is none >= 1
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
