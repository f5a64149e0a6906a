import { dense } from '../../ops/dense.ts';
import { levelMean } from '../../ops/levelMean.ts';
import { oneHot } from '../../ops/oneHot.ts';
import { categoricalLoss, groupStarts } from './groups.ts';
import { type LikelihoodContext, type LikelihoodHead, RECONSTRUCTION } from './likelihood.ts';

/** A categorical likelihood over `count` levels of each value in [0, 1]. */
export function levels({ columns, layer }: LikelihoodContext, count: number): LikelihoodHead {
  const output = layer('fc4', columns * count);
  const starts = groupStarts(columns * count, count);
  return {
    loss(graph, h, x, samples) {
      const target = oneHot(graph, x, { name: 'x.levels', levels: count });
      return categoricalLoss(graph, dense(graph, h, output), target, {
        name: RECONSTRUCTION,
        starts,
        samples,
      });
    },
    mean: (graph, h) =>
      levelMean(graph, dense(graph, h, output), { name: 'x.mean', levels: count }),
  };
}
