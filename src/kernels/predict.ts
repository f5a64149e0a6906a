import { ConfigError } from '../errors.ts';
import type { DispatchCost, StepCost } from './cost.ts';

/** What a GPU can do at most. */
export interface GpuPeak {
  /** Multiply-adds in registers, 10⁹ floating-point operations a second. */
  readonly gflops: number;
  /** Memory read plus written, 10⁹ bytes a second. */
  readonly gbPerSecond: number;
  /** What a dispatch takes in a pass that is under way, its work apart. */
  readonly microsecondsPerDispatch: number;
}

/** What takes most of a dispatch's time: arithmetic, memory, or being a dispatch at all. */
export type Bound = 'compute' | 'memory' | 'dispatch';

/** A dispatch and how long it should take. */
export interface DispatchPrediction extends DispatchCost {
  /** Milliseconds. */
  readonly ms: number;
  readonly bound: Bound;
}

/** A step and how long it should take. */
export interface StepPrediction {
  readonly dispatches: readonly DispatchPrediction[];
  /** Milliseconds. */
  readonly ms: number;
}

/**
 * How fast a step could be on a GPU (the roofline model): a dispatch takes as long as its
 * arithmetic or its memory traffic, whichever is longer, and the cost of a dispatch.
 * @throws ConfigError for a figure out of range
 */
export function predictStep(cost: Pick<StepCost, 'dispatches'>, peak: GpuPeak): StepPrediction {
  assertPeak(peak);
  const dispatches = cost.dispatches.map((dispatch) => ({
    ...dispatch,
    ...predictDispatch(dispatch, peak),
  }));
  return { dispatches, ms: dispatches.reduce((sum, { ms }) => sum + ms, 0) };
}

/** @throws ConfigError naming the figure, what it must be and what came. */
export function assertPeak(peak: GpuPeak): void {
  for (const key of ['gflops', 'gbPerSecond'] as const) {
    if (peak[key] > 0) continue;
    throw new ConfigError(`peak.${key} must be above 0, got ${peak[key]}`);
  }
  const { microsecondsPerDispatch } = peak;
  if (microsecondsPerDispatch >= 0) return;
  throw new ConfigError(
    `peak.microsecondsPerDispatch must be 0 or more, got ${microsecondsPerDispatch}`,
  );
}

function predictDispatch(
  { flops, bytes }: DispatchCost,
  { gflops, gbPerSecond, microsecondsPerDispatch }: GpuPeak,
): { ms: number; bound: Bound } {
  const compute = flops / gflops / 1e6;
  const memory = bytes / gbPerSecond / 1e6;
  const dispatch = microsecondsPerDispatch / 1e3;
  const work = Math.max(compute, memory);
  const ms = work + dispatch;
  if (dispatch > work) return { ms, bound: 'dispatch' };
  return { ms, bound: compute >= memory ? 'compute' : 'memory' };
}
