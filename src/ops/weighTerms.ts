import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { termWeight } from './slots.ts';

/**
 * A loss term, each row times a weight of its own. A row without a weight is 0 whatever its loss, and gets no
 * gradient.
 *
 * @param term a loss term, `[ring, 1, M · draws]`
 * @param weights `[M, columns]`, of which `column` has the weights; they get no gradient
 * @param samples rows of the term per example; they are adjacent
 * @returns a loss term, `[ring, 1, M · draws]`
 */
export function weighTerms(
  graph: Graph,
  term: Tensor,
  weights: Tensor,
  { name, column, samples = 1 }: { name: string; column: number; samples?: number },
): Tensor {
  const rows = term.shape[2] ?? 0;
  const terms = graph.terms(name, rows);
  const shared = { COLUMN: column, DRAWS: rows / (weights.shape[0] ?? 1) };
  graph.record({
    label: name,
    inputs: [term, weights],
    outputs: [terms],
    forward: [
      dispatch('weigh_terms_forward', `${name}.forward`, {
        bindings: { weights, given: term, terms },
        slots: {},
        constants: shared,
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, terms);
      const dterm = weight && pass.gradientInto(term);
      if (!dterm) return;
      // A gradient of rows is divided by the samples already.
      const divided = weight.slot.choice === 'scalar' && samples > 1 ? { SAMPLES: samples } : {};
      pass.record(
        dispatch('weigh_terms_backward', `${name}.backward`, {
          bindings: { weights, dterm: dterm.tensor },
          slots: { term_weight: weight.slot },
          constants: { ...shared, ...weight.constants, ...divided, ACCUMULATE: dterm.accumulate },
        }),
      );
    },
  });
  return terms;
}
