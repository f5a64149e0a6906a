import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * KL(N(mu, exp(logvar)) || N(0, I)) of each row, in nats.
 * Source: Kingma & Welling, "Auto-encoding variational Bayes", 2013, appendix B.
 *
 * @param stats `[M, 2L]`: mu, then logvar
 * @returns a loss term, `[ring, 1, M]`
 */
export function kl(graph: Graph, stats: Tensor, { name }: { name: string }): Tensor {
  const terms = graph.terms(name, stats.shape[0] ?? 0);
  graph.record({
    label: name,
    inputs: [stats],
    outputs: [terms],
    forward: [dispatch('kl_forward', `${name}.forward`, { bindings: { stats, terms }, slots: {} })],
    backward(pass) {
      const number = pass.termNumber(terms);
      const dstats = number === undefined ? undefined : pass.gradientInto(stats);
      if (number === undefined || !dstats) return;
      pass.record(
        dispatch('kl_backward', `${name}.backward`, {
          bindings: { stats, dstats: dstats.tensor },
          slots: {},
          constants: { TERM: number, ACCUMULATE: dstats.accumulate },
        }),
      );
    },
  });
  return terms;
}
