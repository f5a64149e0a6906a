import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { assertSameShape } from './sameShape.ts';
import { termWeight } from './slots.ts';

/**
 * A weighted sum of two loss terms, `weights[0] · a + weights[1] · b`, row by row, such as log q(z |
 * x) - log p(z).
 *
 * @param a a loss term, `[ring, 1, M]`
 * @param b a loss term, `[ring, 1, M]`
 * @param samples rows per example; they are adjacent
 * @returns a loss term, `[ring, 1, M]`
 * @throws ShapeError if the shapes differ
 */
export function combineTerms(
  graph: Graph,
  a: Tensor,
  b: Tensor,
  {
    name,
    weights,
    samples = 1,
  }: { name: string; weights: readonly [number, number]; samples?: number },
): Tensor {
  assertSameShape(name, a, b);
  const terms = graph.terms(name, a.shape[2] ?? 0);
  graph.record({
    label: name,
    inputs: [a, b],
    outputs: [terms],
    forward: [
      dispatch('combine_terms_forward', `${name}.forward`, {
        bindings: { first: a, second: b, terms },
        slots: {},
        constants: { WEIGHT_A: weights[0], WEIGHT_B: weights[1] },
      }),
    ],
    backward(pass) {
      const weight = termWeight(pass, terms);
      if (!weight) return;
      // A gradient of rows is divided by the samples already.
      const divided = weight.slot.choice === 'scalar' && samples > 1 ? { SAMPLES: samples } : {};
      for (const [label, term, WEIGHT] of [
        ['a', a, weights[0]],
        ['b', b, weights[1]],
      ] as const) {
        const dterm = pass.gradientInto(term);
        if (!dterm) continue;
        pass.record(
          dispatch('combine_terms_backward', `${name}.backward_${label}`, {
            bindings: { dterm: dterm.tensor },
            slots: { term_weight: weight.slot },
            constants: { ...weight.constants, ...divided, WEIGHT, ACCUMULATE: dterm.accumulate },
          }),
        );
      }
    },
  });
  return terms;
}
