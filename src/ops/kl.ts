import type { Graph } from '../graph/graph.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch, type SlotArgument } from '../kernels/dispatch.ts';

/**
 * Rules for the KL in the objective:
 * - `plain`: the KL itself, the evidence lower bound;
 * - `free_bits`: Σ_j max(λ, mean over the batch of KL_j) for each row, with latent dimensions j
 *   (Kingma et al., "Improving variational inference with inverse autoregressive flow", 2016);
 * - `capacity`: |mean over the batch of KL - C| for each row (Burgess et al., "Understanding
 *   disentangling in beta-VAE", 2018).
 *
 * λ and C are targets of the step, in nats.
 */
export type KlRule = 'plain' | 'free_bits' | 'capacity';

/**
 * KL(N(mu, exp(logvar)) || N(0, I)) of each row, in nats.
 * Source: Kingma & Welling, "Auto-encoding variational Bayes", 2013, appendix B.
 *
 * @param stats `[M, 2L]`: mu, then logvar
 * @param rule for the gradient; the value of the term is always the plain KL
 * @param target index of λ or C among the step's targets
 * @returns a loss term, `[ring, 1, M]`
 */
export function kl(
  graph: Graph,
  stats: Tensor,
  { name, rule = 'plain', target = 0 }: { name: string; rule?: KlRule; target?: number },
): Tensor {
  const terms = graph.terms(name, stats.shape[0] ?? 0);
  const { weight, gating } = rule === 'plain' ? PLAIN : gated(graph, stats, { name, rule, target });
  graph.record({
    label: name,
    inputs: [stats],
    outputs: [terms],
    forward: [
      ...gating,
      dispatch('kl_forward', `${name}.forward`, { bindings: { stats, terms }, slots: {} }),
    ],
    backward(pass) {
      const place = pass.weightOf(terms);
      const dstats = place === undefined ? undefined : pass.gradientInto(stats);
      if (place === undefined || !dstats) return;
      pass.record(
        dispatch('kl_backward', `${name}.backward`, {
          bindings: { stats, dstats: dstats.tensor },
          slots: { kl_weight: weight },
          constants: { TERM: place, ACCUMULATE: dstats.accumulate },
        }),
      );
    },
  });
  return terms;
}

/**
 * The weight of the term for each latent dimension, and the dispatches that compute it in each
 * step.
 */
interface Weighting {
  readonly weight: SlotArgument<'kl_weight'>;
  readonly gating: readonly Dispatch[];
}

const PLAIN: Weighting = { weight: { choice: 'one', bindings: {} }, gating: [] };

/** Free bits gate each dimension separately; a capacity gates all dimensions by their sum. */
function gated(
  graph: Graph,
  stats: Tensor,
  { name, rule, target }: { name: string; rule: Exclude<KlRule, 'plain'>; target: number },
): Weighting {
  const latent = (stats.shape[1] ?? 0) / 2;
  const gate = graph.activation(`${name}.gate`, [latent]);
  const decide = dispatch('kl_gate', `${name}.gate`, {
    bindings: { stats, gate },
    slots: { gate_rule: { choice: rule, bindings: {} } },
    constants: { SPAN: rule === 'capacity' ? latent : 1, TARGET: target },
  });
  return { weight: { choice: 'gated', bindings: { gate } }, gating: [decide] };
}
