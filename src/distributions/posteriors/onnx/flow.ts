import type { OnnxValue } from '../../../formats/onnx/graph.ts';
import type { OnnxPosteriorContext } from '../posterior.ts';
import { toOnnx as gaussianInOnnx } from './gaussian.ts';

/** Means and log variances of z_0, which the flows take to z: a file holds no flows. */
export function toOnnx(
  context: OnnxPosteriorContext,
): Readonly<Record<'mu0' | 'logvar0', OnnxValue>> {
  const { mu, logvar } = gaussianInOnnx(context);
  return { mu0: mu, logvar0: logvar };
}
