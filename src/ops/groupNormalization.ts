import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import {
  type Division,
  divisionConstants,
  type Normalization,
  normalize,
  type Statistics,
} from './normalize.ts';

/**
 * Normalizes the values of each row group by group: `(x - mean) / √(variance + epsilon)` with mean
 * and (biased) variance of the group, then weight, bias and activation. The division says what a
 * group is; with one group for a whole row or pixel it is a layer normalization. An example has
 * `samples` adjacent rows, 1 by default. May be applied any
 * number of times; outputs are named after the layer, see `Graph.site`.
 *
 * @param x `[M, blocks · pixels · groups · width]`
 * @returns shaped as x
 * @throws ShapeError if the shapes do not match
 */
export function groupNormalization(
  graph: Graph,
  x: Tensor,
  layer: Normalization,
  { division, samples = 1 }: { readonly division: Division; readonly samples?: number },
): Tensor {
  const name = graph.site(layer.name);
  const groups = division.blocks * division.groups;
  const stats = graph.activation(`${name}.stats`, [x.shape[0] ?? 0, 2 * groups]);
  const constants = divisionConstants(division);
  const statistics: Statistics = {
    division,
    stats,
    shared: false,
    forward: [
      dispatch('normalization_statistics', `${name}.forward_statistics`, {
        bindings: { x, stats },
        slots: {},
        constants: { ...constants, EPSILON: layer.epsilon },
      }),
    ],
    means(pass, { dy, weight }) {
      const means = pass.scratch(`${name}.means`, stats.shape);
      pass.record(
        dispatch('normalization_means', `${name}.backward_means`, {
          bindings: { dy, x, stats, weight, means },
          slots: {},
          constants,
        }),
      );
      return means;
    },
  };
  return normalize(graph, x, { ...layer, name }, { statistics, samples });
}
