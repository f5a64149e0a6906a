import type { Dispatch, Plan } from '../graph/plan.ts';
import { dispatchTransfers, type Transfer } from './bytes.ts';
import { descriptors } from './descriptors.ts';
import { sizesOf } from './launch.ts';

/** What one dispatch of a step costs, whatever it runs on. */
export interface DispatchCost {
  readonly label: string;
  readonly kernel: string;
  /**
   * How its product is computed; missing where it is no product. Without a device, what a plan
   * starts with.
   */
  readonly variant?: string;
  /** Floating-point operations, a multiply-add counted as two. */
  readonly flops: number;
  /** Bytes that must be read and written at least, each bound tensor once. */
  readonly bytes: number;
  /** Names of the tensors that it reads and did not make. */
  readonly reads: readonly string[];
  /** Names of the tensors that it makes for others, or changes. */
  readonly writes: readonly string[];
}

/** What a step costs: its dispatches in order, and their sums. */
export interface StepCost {
  readonly dispatches: readonly DispatchCost[];
  readonly flops: number;
  readonly bytes: number;
  readonly dispatchCount: number;
}

/** Floating-point operations; a fused dispatch does those of its parts. */
function dispatchFlops(dispatch: Dispatch): number {
  if (dispatch.parts) return sum(dispatch.parts, dispatchFlops);
  return descriptors[dispatch.kernel].flops?.(sizesOf(dispatch)) ?? 0;
}

/** Floating-point operations of one step of a plan. */
export function planFlops(plan: Plan): number {
  return sum(plan.step, dispatchFlops);
}

/** The cost of one step of a plan, known without a GPU; what runs once a burst is left out. */
export function planCost(plan: Plan): StepCost {
  const dispatches = plan.step.map(dispatchCost);
  return {
    dispatches,
    flops: sum(dispatches, ({ flops }) => flops),
    bytes: sum(dispatches, ({ bytes }) => bytes),
    dispatchCount: dispatches.length,
  };
}

function dispatchCost(dispatch: Dispatch): DispatchCost {
  const { label, kernel, slots } = dispatch;
  const transfers = dispatchTransfers(dispatch);
  const moved = (wanted: Transfer['way']): string[] =>
    transfers.filter(({ way }) => way === wanted).map(({ tensor }) => tensor);
  return {
    label,
    kernel,
    ...(slots.product && { variant: slots.product.choice }),
    flops: dispatchFlops(dispatch),
    bytes: sum(transfers, ({ bytes }) => bytes),
    reads: moved('read'),
    writes: moved('write'),
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
