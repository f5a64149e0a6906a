import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * The sum of the samples of each row, each times a weight of its own. It has no gradient.
 *
 * @param values `[M · samples, K]`; samples of a row are adjacent
 * @param shares their weights, `[M · samples]`
 * @returns `[M, K]`
 */
export function weightedSamples(
  graph: Graph,
  values: Tensor,
  shares: Tensor,
  { name, samples }: { name: string; samples: number },
): Tensor {
  const [rows = 0, columns = 0] = values.shape;
  const y = graph.activation(name, [rows / samples, columns]);
  graph.record({
    label: name,
    inputs: [shares, values],
    outputs: [y],
    forward: [
      dispatch('weighted_samples', name, {
        bindings: { shares, values, y },
        slots: {},
        constants: { DRAWS: samples },
      }),
    ],
  });
  return y;
}
