import { ConfigError } from '../errors.ts';
import type { DispatchCost, StepCost } from './cost.ts';

/** Peak performance of a GPU. */
export interface GpuPeak {
  /** Multiply-adds in registers, 10⁹ floating-point operations per second. */
  readonly gflops: number;
  /** Memory read plus written, 10⁹ bytes per second. */
  readonly gbPerSecond: number;
  /** Overhead of a dispatch within a pass, without its work. */
  readonly microsecondsPerDispatch: number;
}

/** The dominant part of a dispatch's time: arithmetic, memory traffic or the launch overhead. */
export type Bound = 'compute' | 'memory' | 'dispatch';

/** A dispatch with its predicted time. */
export interface DispatchPrediction extends DispatchCost {
  /** Milliseconds. */
  readonly ms: number;
  /** The part that takes most of the time. */
  readonly bound: Bound;
}

/** A step with its predicted time. */
export interface StepPrediction {
  /** All dispatches, in execution order. */
  readonly dispatches: readonly DispatchPrediction[];
  /** Milliseconds. */
  readonly ms: number;
}

/**
 * Predicts the minimum time of a step on a GPU by the roofline model: a dispatch takes the longer
 * of its arithmetic time and its memory time, plus the launch overhead.
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

/** @throws ConfigError naming the figure, the accepted values and the given value. */
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
