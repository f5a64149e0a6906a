import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { sumTerms } from '../ops/sumTerms.ts';
import type { ReportedTerm, Term } from './model.ts';

/**
 * Records the dispatches that sum the terms once per burst.
 * @param terms by name, in report order
 * @param health set to the first step whose sum is NaN or infinite
 */
export function reportTerms(
  terms: ReadonlyMap<string, Term & { readonly every?: number }>,
  health: Tensor,
): { readonly terms: readonly ReportedTerm[]; readonly burst: readonly Dispatch[] } {
  const summed = [...terms].map(([name, { tensor, samples = 1, every = 1 }], place) => {
    const { sums, dispatch } = sumTerms(tensor, place, health, samples);
    return { term: { name, sums, every }, dispatch };
  });
  return {
    terms: summed.map(({ term }) => term),
    burst: summed.map(({ dispatch }) => dispatch),
  };
}
