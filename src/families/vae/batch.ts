import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
import { likelihoodDomain } from '../../distributions/likelihoods/likelihoods.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { flatSize } from '../../layers/layer.ts';
import { batchInputs } from '../../ops/batchInputs.ts';
import { gather } from '../../ops/gather.ts';
import type { VaeArchitecture } from './architecture.ts';
import type { InputConfig } from './config.ts';
import { otherRows } from './others.ts';

/** The fields of an architecture that describe its data. */
export type RowsOfData = Pick<VaeArchitecture, 'input' | 'likelihood'> & InputConfig;

/** Name of the model's only field. Its rows are `[x | condition]`. */
export const DATA = 'data';

/** The fields that the model reads from every row. */
export function vaeFields({ input, condition, likelihood }: RowsOfData): readonly Field[] {
  const columns = flatSize(input);
  const shape = condition > 0 ? [columns + condition] : input;
  const domain = { ...likelihoodDomain(likelihood), columns };
  return [{ name: DATA, dtypes: ['u8', 'f32'], sparse: true, shape, domain }];
}

/** The tensors of a batch. */
export interface Batch {
  /** The modelled values, `[rows, input]`. */
  readonly x: Tensor;
  /** Input of the encoder, `[rows, input + condition]`. */
  readonly seen: Tensor;
  /** Additional input of the decoder, `[rows, condition]`, if the model has a condition. */
  readonly condition: Tensor | undefined;
}

/** True for a model that sees the rows of its data as they are, and trains on all their columns. */
export function areRowsPlain({
  condition,
  binarize,
  inputDropout,
  normalizeInput,
  flip,
}: InputConfig): boolean {
  return condition === 0 && binarize === 'none' && inputDropout === 0 && !normalizeInput && !flip;
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
