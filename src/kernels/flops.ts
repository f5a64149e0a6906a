import type { Dispatch, Plan } from '../graph/plan.ts';
import { descriptorOf } from './descriptors.ts';
import { sizesOf } from './launch.ts';

/** Floating-point operations; for a fused dispatch the sum over its parts. */
export function dispatchFlops(dispatch: Dispatch): number {
  if (dispatch.parts) return sum(dispatch.parts, dispatchFlops);
  return descriptorOf(dispatch.kernel).flops?.(sizesOf(dispatch)) ?? 0;
}

/** Floating-point operations of a step in which all dispatches of the plan run. */
export function planFlops(plan: Plan): number {
  return sum(plan.step, dispatchFlops);
}

/** The sum of a value of each item. */
export function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
