import type { OnnxPosteriorContext, OnnxStatistic } from '../posterior.ts';
import { covarianceInOnnx } from './covariance.ts';

/** `factor` is U, row by row: z = mu + exp(logdiagonal / 2) noise + U noise'. */
export function toOnnx(
  context: OnnxPosteriorContext,
  { rank }: { readonly rank: number },
): Readonly<Record<string, OnnxStatistic>> {
  const { size } = context;
  return covarianceInOnnx(context, {
    name: 'factor',
    units: size * rank,
    squares(graph, values) {
      // A size of 0 stays what it is.
      const rows = graph.node('Reshape', [values, graph.integers([0, size, rank])]);
      return graph.node('ReduceSum', [rows, graph.integers([2])], { keepdims: { int: 0 } });
    },
  });
}
