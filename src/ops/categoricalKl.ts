import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { termWeight } from './slots.ts';

/**
 * KL of categorical variables against uniform ones, in nats: their number times the logarithm of the
 * classes, less their entropy.
 *
 * @param logits `[M, variables · classes]`
 * @param classes of each variable
 * @returns a loss term, `[ring, 1, M]`
 */
export function categoricalKl(
  graph: Graph,
  logits: Tensor,
  { name, classes }: { name: string; classes: number },
): Tensor {
  const terms = graph.terms(name, logits.shape[0] ?? 0);
  graph.record({
    label: name,
    inputs: [logits],
    outputs: [terms],
    forward: [
      dispatch('categorical_kl_forward', `${name}.forward`, {
        bindings: { logits, terms },
        slots: {},
        constants: { CLASSES: classes },
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, terms);
      const dlogits = weight && pass.gradientInto(logits);
      if (!dlogits) return;
      pass.record(
        dispatch('categorical_kl_backward', `${name}.backward`, {
          bindings: { logits, dlogits: dlogits.tensor },
          slots: { term_weight: weight.slot },
          constants: { ...weight.constants, CLASSES: classes, ACCUMULATE: dlogits.accumulate },
        }),
      );
    },
  });
  return terms;
}
