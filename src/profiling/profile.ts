import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import type { StepTimes } from '../gpu/stepTimes.ts';
import type { DispatchCost, StepCost } from '../kernels/cost.ts';
import {
  type Bound,
  type DispatchPrediction,
  type GpuPeak,
  predictOnPeak,
} from '../kernels/predict.ts';

/** `kernels` times every dispatch separately, `step` only whole steps. */
export type ProfileMode = 'kernels' | 'step';

/** Rates computed from a cost and a time. */
export interface Rates {
  /** 10⁹ floating-point operations per second. */
  readonly gflops: number;
  /** 10⁹ bytes per second, based on the minimum memory traffic. */
  readonly gbPerSecond: number;
  /** `gflops` in percent of the peak, if a peak was given. */
  readonly percentOfPeak?: number;
}

/** A dispatch of a training step: its cost and, in mode `kernels`, its time. */
export interface DispatchProfile extends DispatchCost {
  /** GPU milliseconds in a separate pass. */
  readonly ms?: number;
  /** Undefined without a time, or if the time was too short to measure. */
  readonly rates?: Rates;
  /** The limiting resource by the roofline model, if a peak was given. */
  readonly bound?: Bound;
  /** Minimum milliseconds by that model, if a peak was given. */
  readonly predictedMs?: number;
}

/** Method of the time measurements. */
export interface ProfileClock {
  /** GPU timestamps, or the host's clock if the device has no `timestamp-query`. */
  readonly kind: 'timestamps' | 'wall';
  /** Unit of the timestamps in milliseconds; 0 for the host's clock. */
  readonly resolutionMs: number;
  /** True if timestamps were coarse: then times are means instead of medians. */
  readonly quantised: boolean;
  /** Number of measurements per figure. */
  readonly rounds: number;
  /** Steps per burst in the measurement of `stepMs`. */
  readonly burst: number;
  /** The same information as a sentence. */
  readonly description: string;
}

/** Cost and time of a training step in which all updates run. */
export interface Profile {
  /** Tells if dispatches were timed one by one. */
  readonly mode: ProfileMode;
  /** The adapter that was measured. */
  readonly adapter: AdapterDescription;
  /** Rows of a step. */
  readonly batchSize: number;
  /** In execution order. */
  readonly dispatches: readonly DispatchProfile[];
  /** Number of dispatches. */
  readonly dispatchCount: number;
  /** Floating-point operations of a step, a multiply-add counted as two. */
  readonly flops: number;
  /** Minimum memory traffic of a step in bytes. */
  readonly bytes: number;
  /** Milliseconds per step within a burst in one pass, without per-dispatch timing. */
  readonly stepMs: number;
  /** Rates of a whole step. */
  readonly rates?: Rates;
  /** Sum of the milliseconds of all separately timed dispatches, in mode `kernels`. */
  readonly passesMs?: number;
  /** `passesMs` / `stepMs`: the slowdown caused by timing dispatches separately. */
  readonly perturbation?: number;
  /** The given peak, and the minimum milliseconds of a step on it by the roofline model. */
  readonly peak?: GpuPeak;
  /** Minimum milliseconds of a step on that peak. */
  readonly predictedMs?: number;
  /** How times were measured. */
  readonly clock: ProfileClock;
}

/** Combines costs and times. @throws ConfigError for a peak out of range */
export function makeProfile(
  cost: StepCost,
  times: StepTimes,
  about: Pick<Profile, 'mode' | 'adapter' | 'batchSize'> & { rounds: number; peak?: GpuPeak },
): Profile {
  const { mode, adapter, batchSize, rounds, peak } = about;
  const { dispatchMs, stepMs, burst, clock: kind, resolutionMs, quantised } = times;
  const prediction = peak && predictOnPeak(cost, peak);
  const dispatches = cost.dispatches.map((dispatch, i) =>
    dispatchProfile(dispatch, dispatchMs?.[i], prediction?.dispatches[i], peak),
  );
  const passesMs = dispatchMs?.reduce((sum, ms) => sum + ms, 0);
  return {
    mode,
    adapter: { ...adapter },
    batchSize,
    dispatches,
    dispatchCount: cost.dispatchCount,
    flops: cost.flops,
    bytes: cost.bytes,
    stepMs,
    ...rates(cost, stepMs, peak),
    ...(passesMs !== undefined && { passesMs }),
    ...(passesMs !== undefined && stepMs > 0 && { perturbation: passesMs / stepMs }),
    ...(prediction && peak && { peak: { ...peak }, predictedMs: prediction.ms }),
    clock: {
      kind,
      resolutionMs,
      quantised,
      rounds,
      burst,
      description: describeClock(mode, times, rounds),
    },
  };
}

function dispatchProfile(
  cost: DispatchCost,
  ms: number | undefined,
  prediction: DispatchPrediction | undefined,
  peak: GpuPeak | undefined,
): DispatchProfile {
  return {
    ...cost,
    ...(ms !== undefined && { ms, ...rates(cost, ms, peak) }),
    ...(prediction && { bound: prediction.bound, predictedMs: prediction.ms }),
  };
}

function rates(
  { flops, bytes }: Pick<StepCost, 'flops' | 'bytes'>,
  ms: number,
  peak: GpuPeak | undefined,
): { rates?: Rates } {
  if (!(ms > 0)) return {};
  const gflops = flops / ms / 1e6;
  const gbPerSecond = bytes / ms / 1e6;
  const percentOfPeak = peak && (100 * gflops) / peak.gflops;
  return {
    rates: { gflops, gbPerSecond, ...(percentOfPeak !== undefined && { percentOfPeak }) },
  };
}

function describeClock(
  mode: ProfileMode,
  { clock, resolutionMs, quantised, burst }: StepTimes,
  rounds: number,
): string {
  const whole = `whole steps: ${burst === 1 ? 'one step' : `bursts of ${burst} steps`} in one pass`;
  if (clock === 'wall') {
    const each = mode === 'kernels' ? '; dispatches: repeated in a pass, caches warm' : '';
    return (
      "the device has no timestamp-query: slopes of the host's clock between submits of n and 2n, " +
      `medians; ${whole.replace('bursts of', 'bursts of up to')}${each}`
    );
  }
  const each = mode === 'kernels' ? '; dispatches: a pass each' : '';
  const coarse =
    resolutionMs === 0
      ? 'too coarse to see anything'
      : `coarse, multiples of ${(1000 * resolutionMs).toFixed(0)} µs`;
  const how = quantised
    ? `GPU timestamps, which are ${coarse} (Chrome gives exact ones with ` +
      `--enable-webgpu-developer-features); means of ${rounds}`
    : `GPU timestamps, medians of ${rounds}`;
  return `${how}; ${whole}${each}`;
}
