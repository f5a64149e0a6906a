import { afterEach, expect, test } from 'vitest';
import { DisposedError, type FitOptions, type VAE } from '../../src/index.ts';
import { createVae, data, newDevice, rejection, rows, validation } from './models.ts';
import { watchBuffers } from './watchers.ts';

const device = await newDevice();

/** Errors of the device, which reveal the use of freed memory. */
const errors: string[] = [];
device.addEventListener('uncapturederror', (event) => {
  errors.push((event as GPUUncapturedErrorEvent).error.message);
});
afterEach(async () => {
  await device.queue.onSubmittedWorkDone();
  expect(errors).toEqual([]);
});

/** Moments within a fit, with options that dispose of the model then. */
const moments: Record<string, (vae: VAE) => Partial<FitOptions>> = {
  'before anything is awaited'(vae) {
    queueMicrotask(() => vae.dispose());
    return {};
  },
  'while pipelines compile'(vae) {
    setTimeout(() => vae.dispose(), 1);
    return {};
  },
  'in the first onProgress': (vae) => ({ onProgress: () => vae.dispose() }),
  'at the end of an epoch': (vae) => ({
    onProgress: ({ step, stepsInEpoch }) => step === stepsInEpoch && vae.dispose(),
  }),
  'in onEpoch': (vae) => ({ onEpoch: () => vae.dispose() }),
};

test.each(Object.keys(moments))('dispose() %s rejects fit and frees everything', async (when) => {
  const live = watchBuffers();
  const vae = await createVae({ device });
  const options = moments[when]?.(vae);
  const error = await rejection(
    vae.fit(data, { epochs: 3, validation, ...options }),
    DisposedError,
  );
  expect(error.message).toBe('this VAE was disposed: create or load another');
  expect(live.size).toBe(0);
  expect(vae.memory).toEqual({ buffers: 0, bytes: 0 });
});

/** Saving a model after training reads its state back. */
const trained = (vae: VAE): Promise<unknown> => vae.step(rows(8));

test.each<[string, (vae: VAE) => Promise<unknown>, ((vae: VAE) => Promise<unknown>)?]>([
  ['step', (vae) => vae.step(rows(8))],
  ['encode', (vae) => vae.encode(data)],
  ['sample', (vae) => vae.sample(300)],
  ['evaluate', (vae) => vae.evaluate(data)],
  ['save', (vae) => vae.save(), trained],
])('dispose() during %s rejects it and frees everything', async (_, use, before) => {
  const live = watchBuffers();
  for (const delay of [undefined, 1]) {
    const vae = await createVae({ device });
    await before?.(vae);
    const pending = use(vae);
    if (delay === undefined) {
      queueMicrotask(() => vae.dispose());
      await rejection(pending, DisposedError);
    } else {
      // Work that has finished by then is complete.
      setTimeout(() => vae.dispose(), delay);
      await pending.catch((error) => expect(error).toBeInstanceOf(DisposedError));
      vae.dispose();
    }
    expect(live.size).toBe(0);
  }
});

test('a model on a device of its own takes the device with it', async () => {
  const vae = await createVae();
  const run = vae.fit(data, { epochs: 3, onProgress: () => vae.dispose() });
  await rejection(run, DisposedError);
  await rejection(vae.save(), DisposedError);
});
