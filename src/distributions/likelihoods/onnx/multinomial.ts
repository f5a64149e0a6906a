import type { OnnxValue } from '../../../formats/onnx/graph.ts';
import type { OnnxLikelihoodContext } from '../likelihood.ts';
import { outputInOnnx } from './output.ts';
import { softmaxOfGroups } from './softmaxOfGroups.ts';

/** Shares of all columns. */
export function toOnnx(context: OnnxLikelihoodContext): OnnxValue {
  return softmaxOfGroups(context.graph, outputInOnnx(context), [context.columns]);
}
