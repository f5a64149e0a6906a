import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
import { likelihoodDomain } from '../../distributions/likelihoods/likelihoods.ts';
import type { Graph } from '../../graph/graph.ts';
import { flatSize } from '../../layers/layer.ts';
import { batchInputs } from '../../ops/batchInputs.ts';
import { gather } from '../../ops/gather.ts';
import { otherRows } from './others.ts';
import { areRowsPlain, type Batch, type RowsOfData } from './rows.ts';

/** Name of the model's only field. Its rows are `[x | condition]`. */
export const DATA = 'data';

/** The fields that the model reads from every row. */
export function vaeFields({ input, condition, likelihood }: RowsOfData): readonly Field[] {
  const columns = flatSize(input);
  const shape = condition > 0 ? [columns + condition] : input;
  const domain = { ...likelihoodDomain(likelihood), columns };
  return [{ name: DATA, dtypes: ['u8', 'f32'], sparse: true, shape, domain }];
}

/**
 * Records the construction of a batch from data with rows `[x | condition]`.
 * @param training enables flips and dropout of the input, and selects the random stream for dynamic
 * binarization
 */
export function recordBatch(
  graph: Graph,
  architecture: RowsOfData,
  source: BatchSource,
  training: boolean,
): Batch {
  const { rows } = source;
  const { field } = batchInputs(graph, vaeFields(architecture), source);
  const data = field(DATA);
  if (!areRowsPlain(architecture)) {
    return otherRows.get().recordOtherRows(graph, architecture, data, { rows, training });
  }
  const x = gather(graph, data, { name: 'x', rows });
  return { x, seen: x, condition: undefined };
}
