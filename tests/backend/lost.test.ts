import type { Worker } from 'node:worker_threads';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type DeviceLoss, DeviceLostError, VAE, type VaeOptions } from '../../src/index.ts';
import { WasmAdapter } from '../../src/wasm/adapter.ts';
import type { WasmDevice } from '../../src/wasm/device.ts';
import { atFileEnd, atTestEnd } from '../support/ends.ts';
import { openWasm } from '../support/suiteAdapter.ts';
import { rowsU8 } from '../training/rows.ts';
import { wrap } from '../training/wrap.ts';

const COLUMNS = 24;
const data = rowsU8(64, COLUMNS);
const model: VaeOptions = {
  config: { input: COLUMNS, hidden: [16], latent: 3 },
  batchSize: 16,
  burst: 2,
  seed: 5,
  backend: 'wasm',
};

const threads: Worker[] = [];
const note = (worker: Worker): void => void threads.push(worker);
process.on('worker', note);
atFileEnd(() => process.off('worker', note));

const devices: WasmDevice[] = [];
beforeEach(() => {
  devices.length = 0;
  wrap(WasmAdapter, 'requestDevice', (original) => {
    return async function (this: unknown, ...args) {
      const device = (await original.apply(this, args)) as WasmDevice;
      devices.push(device);
      return device;
    };
  });
});

/**
 * Trains long enough for the end of a thread to be noticed, and calls `disturb` after the third step.
 * @returns the file
 */
async function train(vae: VAE, disturb: () => unknown = () => {}): Promise<Uint8Array> {
  atTestEnd(() => vae.dispose());
  let steps = 0;
  await vae.fit(data, { epochs: 40, onProgress: () => void (++steps === 3 && disturb()) });
  return vae.save();
}

let undisturbed: Uint8Array;
beforeAll(async () => {
  const vae = await VAE.create({ ...model, threads: 2 });
  undisturbed = await train(vae);
});

test.each<[string, number, () => unknown]>([
  ['that is destroyed', 2, () => devices.at(-1)?.destroy()],
  ['of the calling thread that is destroyed', 0, () => devices.at(-1)?.destroy()],
  ['with a thread that ends', 2, () => threads.at(-1)?.terminate()],
])('a device %s is replaced, and the run goes on to the same bits', async (_, count, disturb) => {
  const losses: DeviceLoss[] = [];
  const onDeviceLost = (loss: DeviceLoss): void => void losses.push(loss);
  const vae = await VAE.create({ ...model, threads: count, onDeviceLost });
  expect(await train(vae, disturb)).toEqual(undisturbed);
  expect(losses).toHaveLength(1);
  expect(devices).toHaveLength(2);
  expect(vae.adapter.vendor).toBe('webassembly');
});

test('a device of the caller that is lost ends the call with an error that says so', async () => {
  const { adapter } = await openWasm();
  const device = await adapter.requestDevice();
  const { backend: _, ...options } = model;
  const vae = await VAE.create({ ...options, device });
  const training = train(vae, () => device.destroy());
  await expect(training).rejects.toThrow(DeviceLostError);
  await expect(training).rejects.toThrow('the device was destroyed');
});
