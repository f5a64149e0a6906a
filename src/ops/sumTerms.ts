import { ConfigError } from '../errors.ts';
import type { Dispatch } from '../graph/plan.ts';
import { MAX_RING, MAX_TERMS, sumsOffset } from '../graph/report.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Sums a loss term over its rows, for every slot of the ring. Runs once per burst.
 * @throws ConfigError for a ring that is longer than its space in the report, or too many terms
 * @param number index of the term in the plan's report
 * @param samples rows per example; their mean is summed
 * @param health set to the first step whose sum is NaN or infinite
 */
export function sumTerms(
  terms: Tensor,
  number: number,
  health: Tensor,
  samples = 1,
): { sums: Tensor; dispatch: Dispatch } {
  const [ring = 0] = terms.shape;
  if (ring > MAX_RING) {
    throw new ConfigError(`a loss ring has at most ${MAX_RING} slots, got ${ring}`);
  }
  if (number >= MAX_TERMS) {
    throw new ConfigError(`a plan reports at most ${MAX_TERMS} loss terms, got ${number + 1}`);
  }
  const sums: Tensor = {
    name: `sum(${terms.name})`,
    shape: [ring],
    dtype: 'f32',
    role: 'sums',
    offset: sumsOffset(number),
  };
  return {
    sums,
    dispatch: dispatch('sum_terms', `${terms.name}.sum`, {
      bindings: { terms, sums, health },
      slots: {},
      constants: { ...(samples > 1 && { SAMPLES: samples }) },
    }),
  };
}
