import { ConfigError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dense } from '../ops/dense.ts';
import { groupNormalizer } from '../ops/groupNormalizer.ts';
import { likelihood } from '../ops/likelihood.ts';
import { softmaxGroups } from '../ops/softmaxGroups.ts';
import { type LikelihoodContext, type LikelihoodHead, RECONSTRUCTION } from './likelihood.ts';

/**
 * A categorical likelihood over every `size` neighbouring columns, one-hot or counts.
 * @throws ConfigError unless the columns are whole groups
 */
export function groups({ columns, layer }: LikelihoodContext, size: number): LikelihoodHead {
  if (columns % size !== 0) {
    throw new ConfigError(
      `likelihood.group must divide the ${columns} columns of the data, got ${size}`,
    );
  }
  const output = layer('fc4', columns);
  return {
    loss: (graph, h, x, samples) =>
      categoricalLoss(graph, dense(graph, h, output), x, { size, samples }),
    mean: (graph, h) =>
      softmaxGroups(graph, dense(graph, h, output), { name: 'probabilities', group: size }),
  };
}

/**
 * -log p(x | logits) over groups of columns.
 * @param logits `[M, K]`
 * @param x one-hot or counts, `[M / samples, K]`
 */
export function categoricalLoss(
  graph: Graph,
  logits: Tensor,
  x: Tensor,
  { size, samples }: { size: number; samples: number },
): Tensor {
  const count = (logits.shape[1] ?? 0) / size;
  const name = `${RECONSTRUCTION}.normalizers`;
  const normalizers = groupNormalizer(graph, logits, x, { name, groups: count, samples });
  return likelihood(graph, x, {
    name: RECONSTRUCTION,
    outputs: [{ tensor: logits, slot: { choice: 'categorical', bindings: { normalizers } } }],
    samples,
  });
}
