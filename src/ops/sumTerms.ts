import type { Dispatch } from '../graph/plan.ts';
import { sumsOffset } from '../graph/report.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Sums a loss term over its rows, for every slot of the ring; run once a burst.
 * @param number of the term among those of a plan
 * @param health lowered to the first step whose sum is NaN or infinite
 */
export function sumTerms(
  terms: Tensor,
  number: number,
  health: Tensor,
): { sums: Tensor; dispatch: Dispatch } {
  const sums: Tensor = {
    name: `sum(${terms.name})`,
    shape: [terms.shape[0] ?? 0],
    dtype: 'f32',
    role: 'sums',
    offset: sumsOffset(number),
  };
  return {
    sums,
    dispatch: dispatch('sum_terms', `${terms.name}.sum`, {
      bindings: { terms, sums, health },
      slots: {},
    }),
  };
}
