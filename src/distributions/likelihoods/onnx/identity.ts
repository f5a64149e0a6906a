import type { OnnxValue } from '../../../formats/onnx/graph.ts';
import type { OnnxLikelihoodContext } from '../likelihood.ts';
import { outputInOnnx } from './output.ts';

/** The outputs themselves. */
export function toOnnx(context: OnnxLikelihoodContext): OnnxValue {
  return context.graph.node('Identity', [outputInOnnx(context)]);
}
