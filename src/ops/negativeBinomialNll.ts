import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { likelihood } from './likelihood.ts';

/**
 * -log p of each row of negative binomial counts, in nats.
 *
 * @param x counts, `[M / samples, K]`
 * @param of.logMean `[M, K]`
 * @param of.logDispersion `[M, K]`
 * @returns a loss term, `[ring, 1, M]`
 */
export function negativeBinomialNll(
  graph: Graph,
  x: Tensor,
  { logMean, logDispersion }: { logMean: Tensor; logDispersion: Tensor },
  {
    name,
    samples = 1,
    observed,
  }: { name: string; samples?: number; observed?: Tensor | undefined },
): Tensor {
  return likelihood(graph, x, {
    name,
    outputs: [
      {
        tensor: logMean,
        slot: { choice: 'negative_binomial', bindings: { log_dispersion: logDispersion } },
      },
      {
        tensor: logDispersion,
        slot: { choice: 'negative_binomial_dispersion', bindings: { log_mean: logMean } },
      },
    ],
    samples,
    observed,
  });
}
