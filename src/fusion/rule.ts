import type { Dispatch } from '../graph/plan.ts';
import { tensorsOf } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';

/**
 * Finds one place in a step where its pattern stands and returns the rewritten step, or
 * undefined where there is none. `fuse` calls it until nothing is left to do.
 */
export type FusionRule = (step: readonly Dispatch[]) => readonly Dispatch[] | undefined;

/** The dispatches that bind `tensor`, in whatever role. */
export function usersOf(step: readonly Dispatch[], tensor: Tensor): Dispatch[] {
  return step.filter((dispatch) =>
    tensorsOf(dispatch).some(([, bound]) => bound.name === tensor.name),
  );
}
