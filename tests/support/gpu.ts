import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { Gpu } from '../../src/gpu/device.ts';
import { sharedDevice } from './device.ts';

const SCOPES = ['validation', 'out-of-memory', 'internal'] as const;

/**
 * The device of the process, with separate memory and pipelines for the file. Every test runs
 * inside error scopes and fails if the device reports an error, even if the results are right.
 *
 * @returns a function that returns the device, to be called inside a test
 */
export function useGpu(): () => Gpu {
  let gpu: Gpu | undefined;

  beforeAll(async () => {
    gpu = await Gpu.open({ device: await sharedDevice() });
  });
  beforeEach(() => {
    for (const scope of SCOPES) gpu?.device.pushErrorScope(scope);
  });
  afterEach(async () => {
    const errors = await Promise.all(SCOPES.map(() => gpu?.device.popErrorScope()));
    expect(errors.map((error) => error?.message).filter(Boolean)).toEqual([]);
  });
  afterAll(() => gpu?.dispose());

  return () => {
    if (!gpu) throw new Error('the device is open only while tests run');
    return gpu;
  };
}
