import type { OnnxValue } from '../../../formats/onnx/graph.ts';
import type { OnnxPosteriorContext } from '../posterior.ts';

/** Means and log variances, each a layer on the encoder's output. */
export function toOnnx({
  size,
  layer,
}: OnnxPosteriorContext): Readonly<Record<'mu' | 'logvar', OnnxValue>> {
  return { mu: layer('fc21', size), logvar: layer('fc22', size) };
}
