import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * A loss term [ring, 1, rows] that a fused kernel computes in parts, each from some columns of a
 * row.
 */
export function termsInParts(terms: Tensor, parts: number): Tensor {
  const [ring = 0, , rows = 0] = terms.shape;
  return { ...terms, shape: [ring, parts, rows] };
}

/** The burst's dispatches, changed so that the sum of the term includes its parts. */
export function sumParts(burst: readonly Dispatch[], terms: Tensor): Dispatch[] {
  return burst.map((recorded) => {
    const { sums, health } = recorded.bindings;
    const summed = recorded.bindings.terms?.name === terms.name;
    if (recorded.kernel !== 'sum_terms' || !summed || !sums || !health) return recorded;
    const fused = dispatch('sum_terms', recorded.label, {
      bindings: { terms, sums, health },
      slots: {},
      constants: {
        ...(recorded.constants.SAMPLES !== undefined && { SAMPLES: recorded.constants.SAMPLES }),
      },
    });
    return { ...fused, parts: [recorded] };
  });
}
