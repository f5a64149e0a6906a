import type { OnnxPosteriorContext, OnnxStatistic } from '../posterior.ts';
import { covarianceInOnnx } from './covariance.ts';

/** `lower` is T, row by row: z = mu + (diag(exp(logdiagonal / 2)) + T) noise. */
export function toOnnx(context: OnnxPosteriorContext): Readonly<Record<string, OnnxStatistic>> {
  const { size } = context;
  const units = (size * (size - 1)) / 2;
  return covarianceInOnnx(context, {
    name: 'lower',
    units,
    squares(graph, values) {
      // Row i of T has i values.
      const rows = Array.from({ length: size }, (_, i) => new Array<number>(i).fill(i)).flat();
      const ofRow = rows.flatMap((row) =>
        Array.from({ length: size }, (_, i) => (i === row ? 1 : 0)),
      );
      const matrix = graph.node('Reshape', [graph.floats(ofRow), graph.integers([units, size])]);
      return graph.node('MatMul', [values, matrix]);
    },
  });
}
