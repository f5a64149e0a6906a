import type { DispatchProfile, Profile } from '../../../src/index.ts';

/** A dispatch that took `ms`, with the prediction `predictedMs`. */
export function dispatchOf(
  label: string,
  ms?: number,
  predictedMs?: number,
  differing: Partial<DispatchProfile> = {},
): DispatchProfile {
  return {
    label,
    kernel: 'dense_forward',
    flops: 1_000_000,
    bytes: 2_000,
    reads: ['x'],
    writes: ['y'],
    ...(ms !== undefined && { ms }),
    ...(predictedMs !== undefined && { predictedMs }),
    ...differing,
  };
}

/** A profile of these dispatches, with a batch of 100 and a step of 4 ms. */
export function profileOf(
  dispatches: readonly DispatchProfile[],
  differing: Partial<Profile> = {},
): Profile {
  const passesMs = dispatches.reduce((sum, { ms = 0 }) => sum + ms, 0);
  return {
    mode: 'kernels',
    adapter: { vendor: 'v', architecture: 'a', device: 'd', description: '', software: false },
    batchSize: 100,
    dispatches,
    dispatchCount: dispatches.length,
    flops: 8_000_000,
    bytes: 16_000,
    stepMs: 4,
    passesMs,
    perturbation: passesMs / 4,
    clock: {
      kind: 'timestamps',
      resolutionMs: 0,
      quantised: false,
      rounds: 5,
      burst: 4,
      description: 'by hand',
    },
    ...differing,
  };
}
