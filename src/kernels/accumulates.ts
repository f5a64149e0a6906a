import type { Dispatch } from '../graph/plan.ts';

/**
 * True if a dispatch adds to the present value of a binding. `ACCUMULATE` applies to the only
 * gradient of a kernel, `ACCUMULATE_WEIGHT` to `dweight`.
 */
export function accumulates({ constants }: Dispatch, binding: string): boolean {
  const own = `ACCUMULATE_${binding.replace(/^d/, '').toUpperCase()}`;
  return constants.ACCUMULATE === true || constants[own] === true;
}
