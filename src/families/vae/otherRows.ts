import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { addParts } from '../../kernels/catalogue.ts';
import { flatSize } from '../../layers/layer.ts';
import type { FieldInput } from '../../ops/batchInputs.ts';
import { concat } from '../../ops/concat.ts';
import { corrupt } from '../../ops/corrupt.ts';
import { gather } from '../../ops/gather.ts';
import { normalizeRows } from '../../ops/normalizeRows.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import type { Transform } from '../../ops/transform.ts';
import { streams } from '../../random/streams.ts';
import { type InputConfig, images } from './config.ts';
import type { Batch, RowsOfData } from './rows.ts';

export { concat };

/** Loads the kernels that a resolved architecture needs for its rows. */
export async function loadKernels(architecture: InputConfig): Promise<void> {
  const { condition, ...changes } = architecture;
  await Promise.all([condition > 0 && loadCondition(), changesValues(changes) && loadTransforms()]);
}

/** True unless the model sees and trains on the values as they are. */
function changesValues({
  binarize,
  inputDropout,
  normalizeInput,
  logInput,
  flip,
}: Omit<InputConfig, 'condition'>): boolean {
  return binarize !== 'none' || inputDropout > 0 || normalizeInput || logInput || flip;
}

async function loadCondition(): Promise<void> {
  const { conditionKernels } = await import('../../kernels/catalogue/condition.generated.ts');
  addParts([conditionKernels]);
}

async function loadTransforms(): Promise<void> {
  const { transformsKernels } = await import('../../kernels/catalogue/transforms.generated.ts');
  addParts([transformsKernels]);
}

/**
 * Records the construction of a batch from data with rows `[x | condition]`.
 * @param training enables flips and dropout of the input, and selects the random stream for dynamic
 * binarization
 */
export function recordOtherRows(
  graph: Graph,
  architecture: RowsOfData,
  data: FieldInput,
  { rows, training }: { readonly rows: number; readonly training: boolean },
): Batch {
  const { condition: width } = architecture;
  const input = flatSize(architecture.input);
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

/** The encoder's view of x: x itself, or a copy with logarithms, normalised rows or dropped values. */
function recordSeen(
  graph: Graph,
  { normalizeInput, logInput, inputDropout }: InputConfig,
  x: Tensor,
  training: boolean,
): Tensor {
  const values = logInput ? corrupt(graph, x, { name: 'x.log', transform: { kind: 'log1p' } }) : x;
  const seen = normalizeInput ? normalizeRows(graph, values, { name: 'x.normalized' }) : values;
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
