import { expect, test } from 'vitest';
import { LimitError, type VAE } from '../../src/index.ts';
import { wrap } from '../training/wrap.ts';
import { bitsOf, createVae, data, newDevice, rows, validation } from './models.ts';
import { watchBuffers } from './watchers.ts';

const device = await newDevice();

/**
 * Simulates out-of-memory for the `which`-th buffer from now on, until the test ends: the buffer is
 * invalid, and its error scope reports the reason.
 */
function runOutAt(which: number): { made: number } {
  const count = { made: 0 };
  let report = false;
  const { popErrorScope } = GPUDevice.prototype;
  wrap(GPUDevice, 'popErrorScope', () => {
    return function (this: unknown) {
      const popped = popErrorScope.call(this as GPUDevice);
      if (!report) return popped;
      report = false;
      return popped.then(() => ({ message: 'out of memory' }));
    };
  });
  wrap(GPUDevice, 'createBuffer', (original) => {
    return function (this: unknown, descriptor) {
      count.made += 1;
      if (count.made !== which) return original.call(this, descriptor);
      const owner = this as GPUDevice;
      owner.pushErrorScope('validation');
      const invalid = original.call(this, { ...(descriptor as object), size: 2 ** 50 });
      void popErrorScope.call(owner);
      report = true;
      return invalid;
    };
  });
  return count;
}

// Uses of an invalid buffer before its error is known would be printed.
device.addEventListener('uncapturederror', (event) => event.preventDefault());

/** Creates a model and uses it once; an operation that fails for lack of memory is tried again. */
async function useOnce(use: (vae: VAE) => Promise<unknown>) {
  const errors: unknown[] = [];
  const persist = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      errors.push(error);
      return run();
    }
  };
  const vae = await persist(() => createVae({ device }));
  await persist(() => use(vae));
  const { memory, stepCount } = vae;
  const bits = await persist(() => bitsOf(vae));
  vae.dispose();
  return { errors, memory, stepCount, bits };
}

test.each<[string, (vae: VAE) => Promise<unknown>]>([
  ['fit', (vae) => vae.fit(data, { epochs: 1, validation })],
  ['step', (vae) => vae.step(rows(8))],
  ['step with noise', (vae) => vae.step(rows(8), { noise: new Float32Array(16).fill(0.5) })],
  ['encode', (vae) => vae.encode(data)],
  ['decode', (vae) => vae.decode(new Float32Array([1, 2]))],
  ['sample', (vae) => vae.sample(2, 1)],
  ['step and save', (vae) => vae.step(rows(8)).then(() => vae.save())],
])('out of memory at any buffer of %s is a named error that leaks nothing', async (_, use) => {
  const counted = runOutAt(Number.POSITIVE_INFINITY);
  const healthy = await useOnce(use);
  const buffers = counted.made;
  // The state, the report, and the staging buffer for one of them.
  expect(buffers).toBeGreaterThanOrEqual(3);
  for (let which = 1; which <= buffers; which++) {
    const live = watchBuffers();
    runOutAt(which);
    const { errors, memory, stepCount, bits } = await useOnce(use);
    const found = { which, errors, memory, live: live.size };
    const { message } = errors[0] as Error;
    expect(found).toEqual({
      which,
      errors: [expect.any(LimitError)],
      memory: healthy.memory,
      live: 0,
    });
    expect(message).toMatch(/^out of GPU memory for ".+" \(\d+ bytes, \d+ in use already\): use/);
    // A fit that failed in its evaluation, after training, has trained once more.
    if (stepCount === healthy.stepCount)
      expect({ which, bits }).toEqual({ which, bits: healthy.bits });
  }
});
