import { levelMean } from '../../ops/levelMean.ts';
import { oneHot } from '../../ops/oneHot.ts';
import { categoricalLoss, groupStarts } from './groups.ts';
import {
  type LikelihoodContext,
  type LikelihoodHead,
  OUTPUT,
  prefixed,
  RECONSTRUCTION,
} from './likelihood.ts';

/** A categorical likelihood over `count` levels of each value in [0, 1]. */
export function levels(context: LikelihoodContext, count: number): LikelihoodHead {
  const { columns, layer } = context;
  const output = layer(prefixed(context, OUTPUT), columns * count);
  const starts = groupStarts(columns * count, count);
  return {
    loss(graph, h, x, samples) {
      const target = oneHot(graph, x, {
        name: prefixed(context, 'x.levels'),
        levels: count,
      });
      return categoricalLoss(graph, output(graph, h), target, {
        name: prefixed(context, RECONSTRUCTION),
        starts,
        samples,
      });
    },
    mean: (graph, h) =>
      levelMean(graph, output(graph, h), {
        name: prefixed(context, 'x.mean'),
        levels: count,
      }),
  };
}
