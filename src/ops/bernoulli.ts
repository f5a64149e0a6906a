import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { matrix } from './slots.ts';

/**
 * The Bernoulli negative log likelihood of each row, in nats, from logits: binary
 * cross-entropy summed over columns, as PyTorch's `binary_cross_entropy_with_logits`.
 *
 * @param logits `[M, K]`
 * @param x targets in [0, 1], `[M, K]`
 * @returns a loss term, `[ring, M]`
 */
export function bernoulli(
  graph: Graph,
  logits: Tensor,
  x: Tensor,
  { name }: { name: string },
): Tensor {
  const terms = graph.terms(name, logits.shape[0] ?? 0);
  graph.record({
    label: name,
    inputs: [logits, x],
    outputs: [terms],
    forward: [
      dispatch('bernoulli_forward', `${name}.forward`, {
        bindings: { logits, terms },
        slots: { load: matrix(x) },
      }),
    ],
    backward(pass) {
      const number = pass.termNumber(terms);
      const dlogits = number === undefined ? undefined : pass.gradientInto(logits);
      if (number === undefined || !dlogits) return;
      pass.record(
        dispatch('bernoulli_backward', `${name}.backward`, {
          bindings: { logits, dlogits: dlogits.tensor },
          slots: { load: matrix(x) },
          constants: { TERM: number, ACCUMULATE: dlogits.accumulate },
        }),
      );
    },
  });
  return terms;
}
