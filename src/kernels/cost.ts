import { type Dispatch, type Plan, runsEvery } from '../graph/plan.ts';
import { dispatchTransfers, type Transfer } from './bytes.ts';
import { dispatchFlops, sum } from './flops.ts';

/** The cost of a dispatch in a step, independent of the device. */
export interface DispatchCost {
  /** Name of the dispatch, such as `fc1.forward`. */
  readonly label: string;
  /** The kernel that it runs. */
  readonly kernel: string;
  /**
   * Kernel variant of a product; undefined for other dispatches. Without a device, the variant of
   * recorded plans.
   */
  readonly variant?: string;
  /** The dispatch runs once in that many steps; omitted if it runs in every step. */
  readonly every?: number;
  /** Floating-point operations, a multiply-add counted as two. */
  readonly flops: number;
  /** Minimum number of bytes read and written: each bound tensor once. */
  readonly bytes: number;
  /** Names of the tensors that it reads but does not compute. */
  readonly reads: readonly string[];
  /** Names of the tensors that it changes, or computes for others. */
  readonly writes: readonly string[];
}

/**
 * The cost of a step in which all updates run: its dispatches in order, and their sums. Other steps
 * leave out the dispatches with `every`.
 */
export interface StepCost {
  /** All dispatches, in execution order. */
  readonly dispatches: readonly DispatchCost[];
  /** Floating-point operations of a step, a multiply-add counted as two. */
  readonly flops: number;
  /** Minimum memory traffic of a step in bytes. */
  readonly bytes: number;
  /** Number of dispatches. */
  readonly dispatchCount: number;
}

/**
 * The cost of one step of a plan, computed without a GPU. Dispatches that run once per burst are
 * not included.
 */
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
  const every = runsEvery(dispatch);
  const transfers = dispatchTransfers(dispatch);
  const moved = (wanted: Transfer['way']): string[] =>
    transfers.filter(({ way }) => way === wanted).map(({ tensor }) => tensor);
  return {
    label,
    kernel,
    ...(slots.product && { variant: slots.product.choice }),
    ...(every > 1 && { every }),
    flops: dispatchFlops(dispatch),
    bytes: sum(transfers, ({ bytes }) => bytes),
    reads: moved('read'),
    writes: moved('write'),
  };
}
