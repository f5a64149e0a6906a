import type { OnnxValue } from '../../../formats/onnx/graph.ts';
import type { OnnxPosteriorContext } from '../posterior.ts';

/** The code, a layer on the encoder's output. */
export function toOnnx({ size, layer }: OnnxPosteriorContext): Readonly<Record<'mu', OnnxValue>> {
  return { mu: layer('fc2', size) };
}
