import type { OnnxValue } from '../../../formats/onnx/graph.ts';
import { groupStarts } from '../groups.ts';
import { type OnnxLikelihoodContext, OUTPUT, prefixed } from '../likelihood.ts';
import { outputInOnnx } from './output.ts';
import { reshape, softmaxOfGroups } from './softmaxOfGroups.ts';

/** Shares within each group of columns, or the mean over the levels of each column. */
export function toOnnx(
  context: OnnxLikelihoodContext,
  { levels, group = [] }: { readonly levels?: number; readonly group?: number | readonly number[] },
): OnnxValue {
  if (levels !== undefined) return levelMean(context, levels);
  const starts = groupStarts(context.columns, group);
  const sizes = starts.slice(1).map((end, i) => end - (starts[i] ?? 0));
  return softmaxOfGroups(context.graph, outputInOnnx(context), sizes);
}

/** The sum of softmax(y)[j] j / (levels - 1) for each column. */
function levelMean(context: OnnxLikelihoodContext, levels: number): OnnxValue {
  const { graph, columns, layer } = context;
  const logits = layer(prefixed(context, OUTPUT), columns * levels);
  const grouped = reshape(graph, logits, [-1, columns, levels]);
  const shares = graph.node('Softmax', [grouped], { axis: { int: -1 } });
  const values = Array.from({ length: levels }, (_, j) => j / (levels - 1));
  return graph.node('MatMul', [shares, graph.floats(values)]);
}
