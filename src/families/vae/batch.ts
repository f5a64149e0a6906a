import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
import { likelihoodDomain } from '../../distributions/likelihoods/likelihoods.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { flatSize } from '../../layers/layer.ts';
import { batchInputs } from '../../ops/batchInputs.ts';
import { concat } from '../../ops/concat.ts';
import { corrupt } from '../../ops/corrupt.ts';
import { gather } from '../../ops/gather.ts';
import { normalizeRows } from '../../ops/normalizeRows.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import type { Transform } from '../../ops/transform.ts';
import { streams } from '../../random/streams.ts';
import type { VaeArchitecture } from './architecture.ts';
import { type InputConfig, images } from './config.ts';

/** The fields of an architecture that describe its data. */
type RowsOfData = Pick<VaeArchitecture, 'input' | 'likelihood'> & InputConfig;

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
  const { condition: width } = architecture;
  const input = flatSize(architecture.input);
  const { rows } = source;
  const { field } = batchInputs(graph, vaeFields(architecture), source);
  const data = field(DATA);
  const transform = binarization(architecture, training);
  const flips = training && architecture.flip;
  const drawn = (given: Tensor): Tensor => {
    const image = flips ? images.get().mirrored(graph, given, architecture.input) : given;
    if (transform.kind === 'none') return image;
    return corrupt(graph, image, { name: 'x.binary', transform });
  };
  if (width === 0) {
    // Without flips the gather transforms what it copies.
    const x = flips
      ? drawn(gather(graph, data, { name: 'x', rows }))
      : gather(graph, data, { name: 'x', rows, transform });
    return { x, seen: recordSeen(graph, architecture, x, training), condition: undefined };
  }
  const row = gather(graph, data, { name: 'row', rows });
  const given = sliceColumns(graph, row, { name: 'x', first: 0, width: input });
  const condition = sliceColumns(graph, row, { name: 'condition', first: input, width });
  const x = drawn(given);
  const seen = recordSeen(graph, architecture, x, training);
  const whole = seen === given ? row : concat(graph, seen, condition, { name: 'x.seen' });
  return { x, seen: whole, condition };
}

/** The encoder's view of x: x itself, or a copy with normalised rows or dropped values. */
function recordSeen(
  graph: Graph,
  { normalizeInput, inputDropout }: InputConfig,
  x: Tensor,
  training: boolean,
): Tensor {
  const seen = normalizeInput ? normalizeRows(graph, x, { name: 'x.normalized' }) : x;
  if (!training || inputDropout === 0) return seen;
  const dropout: Transform = { kind: 'dropout', rate: inputDropout, stream: streams.dropout };
  return corrupt(graph, seen, { name: 'x.corrupted', transform: dropout });
}

function binarization({ binarize }: InputConfig, training: boolean): Transform {
  switch (binarize) {
    case 'static':
      return { kind: 'threshold' };
    case 'dynamic':
      return {
        kind: 'binarize',
        stream: training ? streams.binarize : streams.evaluationBinarize,
      };
    default:
      return { kind: 'none' };
  }
}
