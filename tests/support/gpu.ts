import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { Gpu } from '../../src/gpu/device.ts';
import { type OpenGpu, openGpu } from '../../src/node/adapter.ts';

const SCOPES = ['validation', 'out-of-memory', 'internal'] as const;

/**
 * One device for the tests of a file. Every test runs inside error scopes and fails if the
 * device reports anything, even where the results look right.
 *
 * @returns the device, to be asked for inside a test
 */
export function useGpu(): () => Gpu {
  let opened: OpenGpu;
  let gpu: Gpu | undefined;

  beforeAll(async () => {
    opened = await openGpu('auto');
    gpu = await Gpu.open({ adapter: opened.adapter });
  });
  beforeEach(() => {
    for (const scope of SCOPES) gpu?.device.pushErrorScope(scope);
  });
  afterEach(async () => {
    const errors = await Promise.all(SCOPES.map(() => gpu?.device.popErrorScope()));
    expect(errors.map((error) => error?.message).filter(Boolean)).toEqual([]);
  });
  afterAll(() => {
    gpu?.dispose();
    opened.release();
  });

  return () => {
    if (!gpu) throw new Error('the device is open only while tests run');
    return gpu;
  };
}
