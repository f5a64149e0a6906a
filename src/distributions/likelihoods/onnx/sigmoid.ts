import type { OnnxValue } from '../../../formats/onnx/graph.ts';
import type { OnnxLikelihoodContext } from '../likelihood.ts';
import { outputInOnnx } from './output.ts';

/** Probabilities of logits. */
export function toOnnx(context: OnnxLikelihoodContext): OnnxValue {
  return context.graph.node('Sigmoid', [outputInOnnx(context)]);
}
