import { shown } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { groupNormalizer } from '../../ops/groupNormalizer.ts';
import { likelihood } from '../../ops/likelihood.ts';
import { softmaxGroups } from '../../ops/softmaxGroups.ts';
import {
  type LikelihoodContext,
  type LikelihoodHead,
  OUTPUT,
  prefixed,
  RECONSTRUCTION,
} from './likelihood.ts';

/**
 * A categorical likelihood over groups of neighbouring columns, one-hot or counts.
 * @param group columns per group, one number for all or one for each in order
 * @throws ConfigError unless the groups cover the columns exactly
 */
export function groups(
  context: LikelihoodContext,
  group: number | readonly number[],
): LikelihoodHead {
  const { columns, layer } = context;
  const starts = groupStarts(columns, group);
  const output = layer(prefixed(context, OUTPUT), columns);
  const name = prefixed(context, RECONSTRUCTION);
  const probabilities = prefixed(context, 'probabilities');
  return {
    loss: (graph, h, x, samples) =>
      categoricalLoss(graph, output(graph, h), x, { name, starts, samples }),
    mean: (graph, h) => softmaxGroups(graph, output(graph, h), { name: probabilities, starts }),
  };
}

/** First column of each group, then the number of columns. */
export function groupStarts(columns: number, group: number | readonly number[]): number[] {
  const sizes =
    typeof group === 'number'
      ? Array.from({ length: Math.floor(columns / group) }, () => group)
      : group;
  const starts = [0];
  for (const size of sizes) starts.push((starts.at(-1) ?? 0) + size);
  if (starts.at(-1) === columns) return starts;
  throw new ConfigError(
    `likelihood.group must make up the ${columns} columns of the data, got ${shown(group)}, ` +
      `which makes ${starts.at(-1)}`,
  );
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
  { name, starts, samples }: { name: string; starts: readonly number[]; samples: number },
): Tensor {
  const normalizers = groupNormalizer(graph, logits, x, {
    name: `${name}.normalizers`,
    starts,
    samples,
  });
  return likelihood(graph, x, {
    name,
    outputs: [{ tensor: logits, slot: { choice: 'categorical', bindings: { normalizers } } }],
    samples,
  });
}
