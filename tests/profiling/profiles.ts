import type { StepTimes } from '../../src/gpu/stepTimes.ts';
import type { GpuPeak, Profile } from '../../src/index.ts';
import { makeProfile } from '../../src/profiling/profile.ts';

export const peak: GpuPeak = { gflops: 10, gbPerSecond: 5, microsecondsPerDispatch: 2 };

const adapter = {
  vendor: 'google',
  architecture: 'swiftshader',
  device: '0xc0de',
  description: '',
  software: true,
} as const;

/** A step of three dispatches: limited by arithmetic, by memory, and one too short to measure. */
export const cost = {
  dispatches: [
    {
      label: 'fc1.forward',
      kernel: 'dense_forward',
      variant: 'direct_8x8',
      flops: 40_000_000,
      bytes: 1_000_000,
      reads: ['x', 'fc1.weight', 'fc1.bias'],
      writes: ['h1'],
    },
    {
      label: 'model.adam',
      kernel: 'optimizer_update',
      flops: 2_000_000,
      bytes: 20_000_000,
      reads: ['model.gradient', 'model.state'],
      writes: ['model.state'],
    },
    {
      label: 'kl',
      kernel: 'kl_forward',
      flops: 1_000,
      bytes: 500,
      reads: ['stats'],
      writes: ['kl'],
    },
  ],
  flops: 42_001_000,
  bytes: 21_000_500,
  dispatchCount: 3,
} as const;

const exact: StepTimes = {
  dispatchMs: [8, 5, 0],
  stepMs: 12.5,
  burst: 4,
  clock: 'timestamps',
  resolutionMs: 1e-6,
  quantised: false,
};

/** A profile of the step above with these times. */
export function profileOf(
  times: Partial<StepTimes> = {},
  about: Partial<Parameters<typeof makeProfile>[2]> = {},
): Profile {
  const merged = { ...exact, ...times };
  const mode = merged.dispatchMs ? 'kernels' : 'step';
  return makeProfile(cost, merged, { mode, adapter, batchSize: 128, rounds: 30, ...about });
}
