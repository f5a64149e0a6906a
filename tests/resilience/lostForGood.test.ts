import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DeviceLostError,
  DisposedError,
  LimitError,
  type Progress,
  type VAE,
} from '../../src/index.ts';
import { tally } from '../support/tally.ts';
import {
  bitsOf,
  createVae,
  data,
  digest,
  expectSameBits,
  loadVae,
  newDevice,
  rejection,
  STEPS,
} from './models.ts';
import { watchBuffers } from './watchers.ts';

/** A device for undisturbed runs and for loading saved models. */
const quiet = await newDevice();
/** The step of the last snapshot: the end of an epoch. */
const SNAPSHOT = STEPS;
const run = { snapshotSteps: SNAPSHOT, burst: 1 } as const;

/** Late enough for the snapshot to have arrived: this step was submitted after a later report. */
const wellAfterSnapshot = ({ epoch, step }: Progress): boolean => epoch === 2 && step >= 4;

let undisturbed: VAE;
beforeAll(async () => {
  undisturbed = await createVae({ device: quiet });
  await undisturbed.fit(data, { epochs: 2 });
});

describe('where there is no other device', () => {
  test('fit gives up with an error that holds the state, and the model still saves it', async () => {
    const device = await newDevice();
    const told: unknown[] = [];
    const vae = await createVae({
      device,
      ...run,
      onDeviceLost: (loss) => told.push(loss),
    });
    const fit = vae.fit(data, {
      // One epoch more than the device lives, since the steps in flight may all have finished by
      // then.
      epochs: 3,
      onProgress: (progress) => wellAfterSnapshot(progress) && device.destroy(),
    });
    const error = await rejection(fit, DeviceLostError);
    expect(error.message).toMatch(/lost \(.+\); the state stands at step 6: give `createDevice`/);
    expect(error.step).toBe(SNAPSHOT);
    expect(vae.stepCount).toBe(SNAPSHOT);
    expect(told).toEqual([]);

    const saved = await vae.save();
    expect(digest(error.checkpoint)).toBe(digest(saved));
    for (const use of [
      () => vae.fit(data, { epochs: 1 }),
      () => vae.step(data.subarray(0, 16)),
      () => vae.encode(data),
      () => vae.sample(1),
      () => vae.evaluate(data),
    ]) {
      expect((await rejection(use(), DeviceLostError)).step).toBe(SNAPSHOT);
    }
    vae.dispose();

    const loaded = await loadVae(saved, { device: quiet });
    expect(loaded.stepCount).toBe(SNAPSHOT);
    await loaded.fit(data, { epochs: 1 });
    await expectSameBits(loaded, undisturbed);
    tally('device losses survived', 1);
  });
});

describe('where other devices come from createDevice', () => {
  let vae: VAE;
  let device: GPUDevice;
  let asked = 0;
  let create: () => Promise<GPUDevice>;
  const noDriver = new Error('the driver is gone');
  beforeAll(async () => {
    device = await newDevice();
    vae = await createVae({
      device,
      ...run,
      createDevice() {
        asked += 1;
        return create();
      },
    });
  });
  afterAll(() => device.destroy());

  test('what a callback throws as the device is lost is what fit is rejected with', async () => {
    const thrown = new Error('from the callback');
    const fit = vae.fit(data, {
      epochs: 2,
      onProgress(progress) {
        if (!wellAfterSnapshot(progress)) return;
        device.destroy();
        throw thrown;
      },
    });
    expect(await rejection(fit, Error)).toBe(thrown);
    expect(asked).toBe(0);
  });

  test('a createDevice that rejects is the cause of the error', async () => {
    create = () => Promise.reject(noDriver);
    const error = await rejection(vae.fit(data, { epochs: 1 }), DeviceLostError);
    expect(error.cause).toBe(noDriver);
    expect(error.message).toMatch(
      /stands at step 6: no new device .*could be had, save\(\) still works/,
    );
    expect(error.step).toBe(SNAPSHOT);
    expect(error.checkpoint).toBeInstanceOf(Uint8Array);
    expect(asked).toBe(1);
  });

  test('so is what a device that is too small for the model is refused with', async () => {
    const small = await newDevice();
    const { maxBufferSize } = small.limits;
    Object.defineProperty(small, 'limits', {
      value: { maxBufferSize, maxStorageBufferBindingSize: 256 },
    });
    create = async () => small;
    const error = await rejection(vae.fit(data, { epochs: 1 }), DeviceLostError);
    expect(error.cause).toBeInstanceOf(LimitError);
    expect(error.message).toMatch(/stands at step 6: no new device that holds the model/);
    expect(digest(error.checkpoint)).toBe(await bitsOf(vae));
    small.destroy();
  });

  test('devices that die at once are no endless loop', async () => {
    let made = 0;
    const dying = async (): Promise<GPUDevice> => {
      made += 1;
      const dead = await newDevice();
      dead.destroy();
      return dead;
    };
    const other = await createVae({ device: await dying(), createDevice: dying });
    const error = await rejection(other.fit(data, { epochs: 1 }), DeviceLostError);
    expect(error.message).toMatch(/stands at step 0: gave up after 3 other devices in a row/);
    expect(made).toBe(1 + 3);
    expect(digest(error.checkpoint)).toBe(await bitsOf(other));
  });

  test('a model disposed of while it waits for a device leaves nothing on it', async () => {
    const live = watchBuffers();
    const [dead, late] = [await newDevice(), await newDevice()];
    dead.destroy();
    const waiting = await createVae({
      device: dead,
      createDevice: async () => {
        waiting.dispose();
        return late;
      },
    });
    await rejection(waiting.fit(data, { epochs: 1 }), DisposedError);
    expect(live.size).toBe(0);
    late.destroy();
  });

  test('asked again later, it tells what was lost, and goes on with a device that works', async () => {
    create = async () => {
      device = await newDevice();
      return device;
    };
    const lost = await rejection(vae.fit(data, { epochs: 1 }), DeviceLostError);
    expect(lost.message).toMatch(/lost after step 1\d; a new one stands at step 6/);
    expect(lost.step).toBe(SNAPSHOT);
    const { epochs } = await vae.fit(data, { epochs: 1 });
    expect(epochs).toHaveLength(1);
    await expectSameBits(vae, undisturbed);
    tally('device losses survived', 1);
  });
});
