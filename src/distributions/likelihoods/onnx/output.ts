import type { OnnxValue } from '../../../formats/onnx/graph.ts';
import { type OnnxLikelihoodContext, OUTPUT, prefixed } from '../likelihood.ts';

/** Adds the outputs of the layer for the means, without activation, to an ONNX graph. */
export function outputInOnnx(context: OnnxLikelihoodContext): OnnxValue {
  return context.layer(prefixed(context, OUTPUT), context.columns);
}
