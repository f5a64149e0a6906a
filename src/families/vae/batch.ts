import type { BatchSource } from '../../data/batchSource.ts';
import type { Field } from '../../data/field.ts';
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
import type { InputConfig } from './config.ts';

/** The model's one field, whose rows are `[x | condition]`. */
export const DATA = 'data';

/** What a model takes of every row. */
export function vaeFields({ input, condition }: VaeArchitecture): readonly Field[] {
  const shape = condition > 0 ? [flatSize(input) + condition] : input;
  return [{ name: DATA, dtypes: ['u8', 'f32'], sparse: true, shape }];
}

/** A batch as a model sees it. */
export interface Batch {
  /** What is modelled, `[rows, input]`. */
  readonly x: Tensor;
  /** What the encoder is given, `[rows, input + condition]`. */
  readonly seen: Tensor;
  /** What the decoder is given beside z, `[rows, condition]`, if anything. */
  readonly condition: Tensor | undefined;
}

/**
 * Records how a batch comes out of a data set whose rows are `[x | condition]`.
 * @param training whether values are dropped, and which stream draws them binary
 */
export function recordBatch(
  graph: Graph,
  architecture: VaeArchitecture,
  source: BatchSource,
  training: boolean,
): Batch {
  const { condition: width } = architecture;
  const input = flatSize(architecture.input);
  const { rows } = source;
  const { field } = batchInputs(graph, vaeFields(architecture), source);
  const data = field(DATA);
  const transform = binarization(architecture, training);
  if (width === 0) {
    const x = gather(graph, data, { name: 'x', rows, transform });
    return { x, seen: recordSeen(graph, architecture, x, training), condition: undefined };
  }
  const row = gather(graph, data, { name: 'row', rows });
  const given = sliceColumns(graph, row, { name: 'x', first: 0, width: input });
  const condition = sliceColumns(graph, row, { name: 'condition', first: input, width });
  const x =
    transform.kind === 'none' ? given : corrupt(graph, given, { name: 'x.binary', transform });
  const seen = recordSeen(graph, architecture, x, training);
  const whole = seen === given ? row : concat(graph, seen, condition, { name: 'x.seen' });
  return { x, seen: whole, condition };
}

/** What the encoder sees of x: all of it as it is, or a copy that is scaled or has gaps. */
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
