import type { Dispatch, Plan } from '../graph/plan.ts';
import { descriptors } from './descriptors.ts';
import { sizesOf } from './launch.ts';
import type { KernelName } from './names.ts';

/** Floating-point operations, a multiply-add counted as two. */
function dispatchFlops(dispatch: Dispatch): number {
  if (dispatch.parts) return dispatch.parts.reduce((sum, part) => sum + dispatchFlops(part), 0);
  return descriptors[dispatch.kernel as KernelName].flops?.(sizesOf(dispatch)) ?? 0;
}

/** Floating-point operations of one step of a plan. */
export function planFlops(plan: Plan): number {
  return plan.step.reduce((sum, dispatch) => sum + dispatchFlops(dispatch), 0);
}
