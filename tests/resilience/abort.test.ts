import { beforeAll, describe, expect, test } from 'vitest';
import type { VAE } from '../../src/index.ts';
import {
  createVae,
  data,
  expectSameBits,
  newDevice,
  rejection,
  rows,
  STEPS,
  validation,
} from './models.ts';
import { watchBursts } from './watchers.ts';

const device = await newDevice();
const EPOCHS = 2;
const TOTAL = EPOCHS * STEPS;

let undisturbed: VAE;
let calls = 0;
beforeAll(async () => {
  undisturbed = await createVae({ device });
  await undisturbed.fit(data, { epochs: EPOCHS, validation, onProgress: () => void calls++ });
  expect(calls).toBe(6);
});

/** Trains to the end of the uninterrupted run. */
async function finish(vae: VAE): Promise<void> {
  expect(vae.stepCount).toBeLessThanOrEqual(TOTAL);
  if (vae.stepCount < TOTAL) await vae.fit(data, { steps: TOTAL - vae.stepCount });
  await expectSameBits(vae, undisturbed);
}

describe('a run that is aborted goes on later to the same bits', () => {
  test.each(Array.from({ length: 6 }, (_, i) => i + 1))('in call %i of onProgress', async (at) => {
    const vae = await createVae({ device });
    const controller = new AbortController();
    let call = 0;
    const history = await vae.fit(data, {
      epochs: EPOCHS,
      validation,
      signal: controller.signal,
      onProgress() {
        call += 1;
        if (call === at) controller.abort();
      },
    });
    // Submitted work is finished, so a late signal has no effect.
    expect(history.stopped).toBe(vae.stepCount < TOTAL ? 'signal' : undefined);
    if (at === 1) expect(history.stopped).toBe('signal');
    expect(await vae.encode(data)).toBeDefined();
    await finish(vae);
  });

  test('before it starts, in onEpoch, and at moments of its own', async () => {
    for (const abort of ['before', 'onEpoch', 'soon', 'later'] as const) {
      const vae = await createVae({ device });
      const controller = new AbortController();
      if (abort === 'before') controller.abort();
      if (abort === 'soon') queueMicrotask(() => controller.abort());
      if (abort === 'later') setTimeout(() => controller.abort(), 15);
      const history = await vae.fit(data, {
        epochs: EPOCHS,
        signal: controller.signal,
        onEpoch: () => {
          if (abort === 'onEpoch') controller.abort();
        },
      });
      expect(history.stopped).toBe(vae.stepCount < TOTAL ? 'signal' : undefined);
      if (abort === 'before') expect(vae.stepCount).toBe(0);
      if (abort === 'onEpoch') expect(vae.stepCount).toBe(STEPS);
      await finish(vae);
    }
  });
});

describe('a run that is aborted at its end', () => {
  test('in the last call of onEpoch, was not stopped', async () => {
    const vae = await createVae({ device });
    const controller = new AbortController();
    const history = await vae.fit(data, {
      epochs: EPOCHS,
      signal: controller.signal,
      onEpoch: ({ epoch }) => {
        if (epoch === EPOCHS) controller.abort();
      },
    });
    expect(history.epochs).toHaveLength(EPOCHS);
    expect(history.stopped).toBe(undefined);
    await expectSameBits(vae, undisturbed);
  });

  test('in an evaluation, ends that and reports none', async () => {
    const vae = await createVae({ device, burst: 1 });
    const controller = new AbortController();
    let bursts = 0;
    watchBursts('evaluation', () => {
      bursts += 1;
      if (bursts === 2) controller.abort();
    });
    const history = await vae.fit(data, {
      epochs: EPOCHS,
      validation: rows(128 * 10, 1),
      signal: controller.signal,
    });
    expect(bursts).toBe(2);
    expect(history.stopped).toBe('signal');
    expect(history.epochs).toHaveLength(1);
    expect(history.epochs[0]).not.toHaveProperty('test');
    expect(vae.stepCount).toBe(STEPS);
    await finish(vae);
  });
});

describe('a callback that throws', () => {
  test.each([
    ...Array.from({ length: 6 }, (_, i) => ({ callback: 'onProgress', at: i + 1 })),
    { callback: 'onEpoch', at: 1 },
    { callback: 'onEpoch', at: 2 },
  ])('call $at of $callback ends the run with its error', async ({ callback, at }) => {
    const vae = await createVae({ device });
    const thrown = new TypeError('from the callback');
    let call = 0;
    const count = () => {
      call += 1;
      if (call === at) throw thrown;
    };
    const run = vae.fit(data, { epochs: EPOCHS, [callback]: count });
    expect(await rejection(run, TypeError)).toBe(thrown);
    // The bursts in flight report nothing more.
    expect(call).toBe(at);
    await finish(vae);
  });

  test('may throw anything', async () => {
    const vae = await createVae({ device });
    const run = vae.fit(data, {
      epochs: 1,
      onProgress() {
        throw undefined;
      },
    });
    await expect(run.then(() => 'resolved')).rejects.toBeUndefined();
  });
});
