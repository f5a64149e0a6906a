import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type LowRankGaussian, lowRankGradients, rankOf } from './lowRank.ts';
import { termWeight } from './slots.ts';

/**
 * KL(N(mu, D + U Uᵀ) || N(0, I)) of each row, in nats.
 * @returns a loss term, `[ring, 1, M]`
 */
export function lowRankKl(graph: Graph, of: LowRankGaussian, { name }: { name: string }): Tensor {
  const { gaussian, factor } = of;
  const rank = rankOf(of);
  const [rows = 0] = gaussian.shape;
  const terms = graph.terms(name, rows);
  const solved = graph.activation(`${name}.solved`, [rows, rank * rank]);
  graph.record({
    label: name,
    inputs: [gaussian, factor],
    outputs: [terms, solved],
    forward: [
      dispatch('low_rank_kl_forward', `${name}.forward`, {
        bindings: { gaussian, factor, terms, solved },
        slots: {},
        constants: { R: rank },
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, terms);
      if (!weight) return;
      const gradients = lowRankGradients(pass, of, name);
      if (!gradients.wanted) return;
      pass.record(
        dispatch('low_rank_kl_backward', `${name}.backward`, {
          bindings: { gaussian, factor, solved, ...gradients.bindings() },
          slots: { term_weight: weight.slot },
          constants: { ...weight.constants, R: rank, ...gradients.constants },
        }),
      );
    },
  });
  return terms;
}
