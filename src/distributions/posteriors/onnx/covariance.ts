import type { OnnxGraph, OnnxValue } from '../../../formats/onnx/graph.ts';
import type { OnnxPosteriorContext, OnnxStatistic } from '../posterior.ts';
import { toOnnx as gaussianInOnnx } from './gaussian.ts';

/** The part of a covariance beside its diagonal: a layer with these units. */
interface Shared {
  /** Name of the output. */
  readonly name: string;
  readonly units: number;
  /** The sums of squares of each dimension's values: `[batch, units]` → `[batch, size]`. */
  readonly squares: (graph: OnnxGraph, values: OnnxValue) => OnnxValue;
}

/**
 * A Gaussian with a covariance: `mu` and `logvar` are those of each dimension, as `encode` gives them.
 * `logdiagonal` and the shared part say how to draw.
 */
export function covarianceInOnnx(
  context: OnnxPosteriorContext,
  { name, units, squares }: Shared,
): Readonly<Record<string, OnnxStatistic>> {
  const { graph, layer } = context;
  const { mu, logvar: logdiagonal } = gaussianInOnnx(context);
  const value = layer('fc23', units);
  const variance = graph.node('Add', [
    graph.node('Exp', [logdiagonal]),
    squares(graph, graph.node('Mul', [value, value])),
  ]);
  const logvar = graph.node('Log', [variance]);
  return { mu, logvar, logdiagonal, [name]: { value, columns: units } };
}
