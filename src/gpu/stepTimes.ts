import type { StepScalars } from '../kernels/step.ts';
import { mean, median } from './averages.ts';
import type { Gpu } from './device.ts';
import type { Executable } from './executable.ts';
import { slopeMs, wallMs } from './slope.ts';
import { type BeginPass, Timestamps } from './timestamps.ts';

/** Target duration of a burst: long enough to make the overhead of its pass small. */
const BURST_MS = 10;

/** Maximum number of steps in such a burst. */
const MOST_STEPS = 64;

/** Timestamps coarser than this, in milliseconds, are quantised against fingerprinting. */
const COARSE_MS = 0.01;

/** Number of slopes measured per dispatch without timestamps; each needs several submits. */
const SLOPES = 7;

/** Steps that can be repeated on a private copy of the state. */
export interface StepWork {
  readonly executable: Executable;
  /** Prepares the rows of the next `steps` batches and returns their step scalars. */
  readonly next: (steps: number) => readonly StepScalars[];
  /** Maximum argument of `next`. */
  readonly most: number;
  /** Restores the initial state. */
  readonly restore: () => void;
}

export interface StepTimes {
  /** GPU milliseconds of each dispatch of a step; undefined if they were not requested. */
  readonly dispatchMs: readonly number[] | undefined;
  /** Milliseconds per step within a burst in one pass. */
  readonly stepMs: number;
  /** Number of steps in that burst. */
  readonly burst: number;
  readonly clock: 'timestamps' | 'wall';
  /** Unit of the timestamps in milliseconds; 0 for the wall clock. */
  readonly resolutionMs: number;
  /** True if the timestamps were coarse, so that only their mean is accurate. */
  readonly quantised: boolean;
}

export interface TimingOptions {
  /** Number of measurements per figure. */
  readonly rounds: number;
  /** True to time single dispatches in addition to the whole step. */
  readonly kernels: boolean;
}

/** Times steps with timestamps if the device has them, else with the host's clock. */
export function timeSteps(gpu: Gpu, work: StepWork, options: TimingOptions): Promise<StepTimes> {
  return Timestamps.available(gpu) ? byTimestamps(gpu, work, options) : byClock(gpu, work, options);
}

/**
 * Alternates between one pass per dispatch and whole bursts, so that both run under the same
 * conditions.
 */
async function byTimestamps(
  gpu: Gpu,
  work: StepWork,
  { rounds, kernels }: TimingOptions,
): Promise<StepTimes> {
  const { executable } = work;
  const { step } = executable.plan;
  const burst = await burstSteps(gpu, work);
  const timestamps = new Timestamps(gpu, kernels ? step.length : 1);
  const passEach = (begin: BeginPass): void => {
    for (const [i, { label }] of step.entries()) {
      const pass = begin(label);
      executable.launch(pass, i, 0);
      pass.end();
    }
  };
  const onePass = (begin: BeginPass): void => {
    const pass = begin('steps');
    encodeSteps(work, pass, burst);
    pass.end();
  };
  const passMs: (readonly number[])[] = [];
  const stepMs: number[] = [];
  try {
    // The first round is a warm-up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      if (kernels) {
        executable.upload(work.next(1));
        passMs.push(await timestamps.measure(passEach));
      }
      const [ms = Number.NaN] = await timestamps.measure(onePass);
      stepMs.push(ms / burst);
    }
    const { resolutionMs } = timestamps;
    const quantised = resolutionMs === 0 || resolutionMs > COARSE_MS;
    // Coarse times are accurate on average, but their median is a multiple of the unit.
    const typical = quantised ? mean : median;
    const counted = passMs.slice(1);
    return {
      dispatchMs: kernels
        ? step.map((_, i) => typical(counted.map((each) => each[i] ?? Number.NaN)))
        : undefined,
      stepMs: typical(stepMs.slice(1)),
      burst,
      clock: 'timestamps',
      resolutionMs,
      quantised,
    };
  } finally {
    timestamps.dispose();
  }
}

/** Measures the slope for a dispatch repeated in a pass, and for steps repeated in a burst. */
async function byClock(
  gpu: Gpu,
  work: StepWork,
  { rounds, kernels }: TimingOptions,
): Promise<StepTimes> {
  const { executable } = work;
  await runBurst(gpu, work, 1);
  const step = await slopeMs(
    gpu,
    (encoder, steps) => {
      const pass = encoder.beginComputePass({ label: 'steps' });
      encodeSteps(work, pass, steps);
      pass.end();
    },
    rounds,
  );
  const dispatchMs: number[] = [];
  for (const i of kernels ? executable.plan.step.keys() : []) {
    // Repetitions accumulate gradients and optimizer updates, so each dispatch starts from a
    // restored state and one regular step.
    work.restore();
    await runBurst(gpu, work, 1);
    const { ms } = await slopeMs(
      gpu,
      (encoder, repeats) => {
        executable.upload(work.next(1));
        const pass = encoder.beginComputePass({ label: executable.plan.step[i]?.label ?? '' });
        for (let repeat = 0; repeat < repeats; repeat++) executable.launch(pass, i, 0);
        pass.end();
      },
      Math.min(rounds, SLOPES),
    );
    dispatchMs.push(ms);
  }
  return {
    dispatchMs: kernels ? dispatchMs : undefined,
    stepMs: step.ms,
    burst: step.pieces,
    clock: 'wall',
    resolutionMs: 0,
    quantised: false,
  };
}

/**
 * The number of steps in a burst of about {@link BURST_MS}, measured on the second of two bursts;
 * the first is a warm-up.
 */
async function burstSteps(gpu: Gpu, work: StepWork): Promise<number> {
  await runBurst(gpu, work, 1);
  const ms = await runBurst(gpu, work, 1);
  return Math.max(1, Math.min(Math.round(BURST_MS / ms), MOST_STEPS));
}

function runBurst(gpu: Gpu, work: StepWork, steps: number): Promise<number> {
  return wallMs(gpu, (encoder) => {
    const pass = encoder.beginComputePass({ label: 'steps' });
    encodeSteps(work, pass, steps);
    pass.end();
  });
}

/**
 * Encodes steps on the next batches; if there are more steps than available batches, batches
 * repeat. All dispatches run in each of them, those with `every` too.
 */
function encodeSteps(
  { executable, next, most }: StepWork,
  pass: GPUComputePassEncoder,
  steps: number,
): void {
  const records = next(Math.min(steps, most));
  executable.upload(records);
  for (let step = 0; step < steps; step++) {
    for (const i of executable.plan.step.keys()) {
      executable.launch(pass, i, step % records.length);
    }
  }
}
