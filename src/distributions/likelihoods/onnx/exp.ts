import type { OnnxValue } from '../../../formats/onnx/graph.ts';
import type { OnnxLikelihoodContext } from '../likelihood.ts';
import { outputInOnnx } from './output.ts';

/** exp(y), of y within ±80 as in the shader, so that it stays finite. */
export function toOnnx(context: OnnxLikelihoodContext): OnnxValue {
  const { graph } = context;
  const clipped = graph.node('Clip', [outputInOnnx(context), graph.floats(-80), graph.floats(80)]);
  return graph.node('Exp', [clipped]);
}
