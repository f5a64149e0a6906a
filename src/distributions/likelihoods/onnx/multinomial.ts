import type { OnnxValue } from '../../../formats/onnx/graph.ts';
import { type OnnxLikelihoodContext, outputInOnnx } from '../likelihood.ts';
import { softmaxOfGroups } from './softmaxOfGroups.ts';

/** Shares of all columns. */
export function toOnnx(context: OnnxLikelihoodContext): OnnxValue {
  return softmaxOfGroups(context.graph, outputInOnnx(context), [context.columns]);
}
