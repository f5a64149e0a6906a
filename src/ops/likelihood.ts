import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import type { SlotChoice } from '../kernels/names.ts';
import { matrix } from './slots.ts';

/** A likelihood of the data given the decoder's outputs: a file of shaders/slots/likelihood. */
export type Likelihood = SlotChoice<'likelihood'>;

/**
 * The negative log likelihood of each row, in nats, summed over columns. `bernoulli` is
 * PyTorch's `binary_cross_entropy_with_logits`.
 *
 * @param logits the decoder's outputs, `[M, K]`
 * @param x targets, `[M, K]`
 * @returns a loss term, `[ring, 1, M]`
 */
export function likelihood(
  graph: Graph,
  logits: Tensor,
  x: Tensor,
  { name, choice }: { name: string; choice: Likelihood },
): Tensor {
  const terms = graph.terms(name, logits.shape[0] ?? 0);
  const slots = { load: matrix(x), likelihood: { choice, bindings: {} } };
  graph.record({
    label: name,
    inputs: [logits, x],
    outputs: [terms],
    forward: [
      dispatch('likelihood_forward', `${name}.forward`, { bindings: { logits, terms }, slots }),
    ],
    backward(pass) {
      const number = pass.termNumber(terms);
      const dlogits = number === undefined ? undefined : pass.gradientInto(logits);
      if (number === undefined || !dlogits) return;
      pass.record(
        dispatch('likelihood_backward', `${name}.backward`, {
          bindings: { logits, dlogits: dlogits.tensor },
          slots,
          constants: { TERM: number, ACCUMULATE: dlogits.accumulate },
        }),
      );
    },
  });
  return terms;
}
