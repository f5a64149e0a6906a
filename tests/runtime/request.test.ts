import { expect, it } from 'vitest';
import { AdapterError } from '../../src/errors.ts';
import { Gpu, type GpuOptions } from '../../src/gpu/device.ts';

/** The options passed to a WebGPU entry that has no adapter. */
async function askedFor(options: GpuOptions): Promise<unknown[]> {
  const asked: unknown[] = [];
  const gpu = {
    async requestAdapter(request?: GPURequestAdapterOptions) {
      asked.push(request);
      return null;
    },
  } as unknown as GPU;
  await expect(Gpu.open({ ...options, gpu })).rejects.toThrow(AdapterError);
  return asked;
}

it('asks once for a fast adapter unless told otherwise', async () => {
  expect(await askedFor({})).toEqual([{ powerPreference: 'high-performance' }]);
});

it('asks for an adapter in the words of the caller', async () => {
  const request: GPURequestAdapterOptions = { powerPreference: 'low-power' };
  expect(await askedFor({ request })).toEqual([request]);
  const fallback: GPURequestAdapterOptions = { forceFallbackAdapter: true };
  expect(await askedFor({ request: fallback })).toEqual([fallback]);
});
