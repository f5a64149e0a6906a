import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type LowRankGaussian, lowRankGradients, rankOf } from './lowRank.ts';
import { sampleWeight } from './slots.ts';

/**
 * -log density of each row of x, in nats.
 *
 * @param x `[_, L]`: one for several Gaussians, or several for one; rows of one example are adjacent
 * @param samples rows of the term per example
 * @returns a loss term, `[ring, 1, rows]`, as many as there are Gaussians or rows of x, with gradients
 *   with respect to the Gaussians, and to x where each row has its own
 */
export function lowRankNll(
  graph: Graph,
  x: Tensor,
  of: LowRankGaussian,
  { name, samples = 1 }: { name: string; samples?: number },
): Tensor {
  const { gaussian, factor } = of;
  const rank = rankOf(of);
  const given = x.shape[0] ?? 0;
  const rows = Math.max(given, gaussian.shape[0] ?? 0);
  const terms = graph.terms(name, rows);
  const solved = graph.activation(`${name}.solved`, [rows, rank * rank + rank]);
  graph.record({
    label: name,
    inputs: [x, gaussian, factor],
    outputs: [terms, solved],
    forward: [
      dispatch('low_rank_nll_forward', `${name}.forward`, {
        bindings: { gaussian, factor, x, terms, solved },
        slots: {},
        constants: { R: rank, ...(samples > 1 && { SAMPLES: samples }) },
      }),
    ],
    backward(pass) {
      const weight = sampleWeight(pass, terms, samples);
      if (!weight) return;
      const dx = given === rows ? pass.gradientInto(x) : undefined;
      const gradients = lowRankGradients(pass, of, name);
      if (!dx && !gradients.wanted) return;
      pass.record(
        dispatch('low_rank_nll_backward', `${name}.backward`, {
          bindings: {
            gaussian,
            factor,
            x,
            solved,
            ...gradients.bindings(),
            dx: dx?.tensor ?? pass.scratch(`${name}.dx`, x.shape),
          },
          slots: { term_weight: weight.slot },
          constants: {
            ...weight.constants,
            R: rank,
            DX: dx !== undefined,
            ...gradients.constants,
            ACCUMULATE_X: dx?.accumulate ?? false,
          },
        }),
      );
    },
  });
  return terms;
}
