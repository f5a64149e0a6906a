import {
  ABOVE_ZERO,
  AT_LEAST_ZERO,
  assertInRange,
  knownFields,
  type OptionRanges,
} from '../checks.ts';
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
 * Predicts the minimum time of a step by the roofline model.
 * @throws ConfigError for a figure out of range
 */
export function predictOnPeak(cost: Pick<StepCost, 'dispatches'>, peak: GpuPeak): StepPrediction {
  assertPeak(peak);
  const { gflops } = peak;
  return predictWith(cost, peak, ({ flops }) => flops / gflops / 1e6);
}

const FIGURES: OptionRanges<GpuPeak> = {
  gflops: ABOVE_ZERO,
  gbPerSecond: ABOVE_ZERO,
  microsecondsPerDispatch: AT_LEAST_ZERO,
};

/** @throws ConfigError naming the figure, the accepted values and the given value. */
export function assertPeak(peak: GpuPeak): void {
  knownFields('peak', peak, Object.keys(FIGURES));
  for (const [name, range] of Object.entries(FIGURES)) {
    assertInRange(`peak.${name}`, range, peak[name as keyof GpuPeak]);
  }
}

/**
 * The time of a step if each dispatch takes the longer of its arithmetic and its memory time, plus the
 * launch overhead.
 * @param computeMs milliseconds of a dispatch's arithmetic
 */
export function predictWith(
  cost: Pick<StepCost, 'dispatches'>,
  { gbPerSecond, microsecondsPerDispatch }: Omit<GpuPeak, 'gflops'>,
  computeMs: (dispatch: DispatchCost) => number,
): StepPrediction {
  const launch = microsecondsPerDispatch / 1e3;
  const dispatches = cost.dispatches.map((dispatch): DispatchPrediction => {
    const compute = computeMs(dispatch);
    const memory = dispatch.bytes / gbPerSecond / 1e6;
    const work = Math.max(compute, memory);
    const bound = launch > work ? 'dispatch' : compute >= memory ? 'compute' : 'memory';
    return { ...dispatch, ms: work + launch, bound };
  });
  return { dispatches, ms: dispatches.reduce((sum, { ms }) => sum + ms, 0) };
}
