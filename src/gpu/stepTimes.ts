import type { StepScalars } from '../kernels/step.ts';
import { mean, median } from './averages.ts';
import type { Gpu } from './device.ts';
import type { Executable } from './executable.ts';
import { slopeMs, wallMs } from './slope.ts';
import { type BeginPass, Timestamps } from './timestamps.ts';

/** Time that a burst should take: long against the edges of its pass. */
const BURST_MS = 10;

/** Steps of such a burst at most. */
const MOST_STEPS = 64;

/** Timestamps coarser than this, in milliseconds, have been made so against fingerprinting. */
const COARSE_MS = 0.01;

/** Slopes taken of each dispatch where there are no timestamps: each costs several submits. */
const SLOPES = 7;

/** Steps that can be run again and again over state that nobody else uses. */
export interface StepWork {
  readonly executable: Executable;
  /** Makes the rows of the next `steps` batches ready and gives their step scalars. */
  readonly next: (steps: number) => readonly StepScalars[];
  /** Most steps that `next` takes. */
  readonly most: number;
  /** Puts the state back to where it started. */
  readonly restore: () => void;
}

export interface StepTimes {
  /** GPU milliseconds of each dispatch of a step; none where they were not asked for. */
  readonly dispatchMs: readonly number[] | undefined;
  /** Milliseconds of a whole step within a burst that is one pass. */
  readonly stepMs: number;
  /** Steps in that burst. */
  readonly burst: number;
  readonly clock: 'timestamps' | 'wall';
  /** Unit of the timestamps in milliseconds, 0 for the wall clock. */
  readonly resolutionMs: number;
  /** Whether the timestamps were coarse, so that only their mean tells anything. */
  readonly quantised: boolean;
}

export interface TimingOptions {
  /** How often each figure is taken. */
  readonly rounds: number;
  /** Whether dispatches are timed one by one besides the whole step. */
  readonly kernels: boolean;
}

/** Times steps by timestamps where the device has them, else by the host's clock. */
export function timeSteps(gpu: Gpu, work: StepWork, options: TimingOptions): Promise<StepTimes> {
  return Timestamps.available(gpu) ? byTimestamps(gpu, work, options) : byClock(gpu, work, options);
}

/** A pass a dispatch and whole bursts in turn, so that both see the same adapter. */
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
    // The first round warms up and is not counted.
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
    // Coarse times are right on average, whereas in the middle stands a multiple of the unit.
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

/** The slope of a dispatch repeated in a pass, and of steps repeated in a burst. */
async function byClock(
  gpu: Gpu,
  work: StepWork,
  { rounds, kernels }: TimingOptions,
): Promise<StepTimes> {
  const { executable } = work;
  await runBurst(gpu, work, 1);
  const step = await slopeMs(
    gpu.device,
    (encoder, steps) => {
      const pass = encoder.beginComputePass({ label: 'steps' });
      encodeSteps(work, pass, steps);
      pass.end();
    },
    rounds,
  );
  const dispatchMs: number[] = [];
  for (const i of kernels ? executable.plan.step.keys() : []) {
    // Repeats add gradients up and let the optimizer run on: each dispatch starts from a sound step.
    work.restore();
    await runBurst(gpu, work, 1);
    const { ms } = await slopeMs(
      gpu.device,
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

/** How many steps make a burst of about {@link BURST_MS}, from the second of two: the first warms up. */
async function burstSteps(gpu: Gpu, work: StepWork): Promise<number> {
  await runBurst(gpu, work, 1);
  const ms = await runBurst(gpu, work, 1);
  return Math.max(1, Math.min(Math.round(BURST_MS / ms), MOST_STEPS));
}

function runBurst(gpu: Gpu, work: StepWork, steps: number): Promise<number> {
  return wallMs(gpu.device, (encoder) => {
    const pass = encoder.beginComputePass({ label: 'steps' });
    encodeSteps(work, pass, steps);
    pass.end();
  });
}

/** Steps on the next batches; where there are more steps than batches at hand, on them again. */
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
