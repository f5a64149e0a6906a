import { beforeEach, describe, expect, test } from 'vitest';
import { DisposedError, LimitError, toDataset, VAE } from '../../src/index.ts';
import { createVae, device, opened, TINY } from './models.ts';
import { rowsU8 } from './rows.ts';
import { watch, wrap } from './wrap.ts';

const alive = new Set<unknown>();
const destroyedDevices: unknown[] = [];
beforeEach(() => {
  alive.clear();
  destroyedDevices.length = 0;
  wrap(GPUDevice, 'createBuffer', (original) => {
    return function (this: unknown, ...args) {
      const buffer = original.apply(this, args);
      alive.add(buffer);
      return buffer;
    };
  });
  watch(GPUBuffer, 'destroy', (buffer) => alive.delete(buffer));
  watch(GPUDevice, 'destroy', (device) => destroyedDevices.push(device));
});

/** Calls every method that allocates GPU memory. */
async function useAll(vae: VAE): Promise<void> {
  const data = rowsU8(16);
  const validation = toDataset(data, TINY.input);
  await vae.fit(data, { epochs: 1, validation });
  await vae.step(rowsU8(8));
  await vae.step(rowsU8(8), { noise: new Float32Array(8 * TINY.latent) });
  await vae.reconstruct(data);
  await vae.sample(2);
  await vae.save();
}

test('dispose gives back every byte, and leaves the caller’s device alone', async () => {
  const vae = await createVae();
  await useAll(vae);
  expect(vae.memory.buffers).toBe(alive.size);
  expect(vae.memory.buffers).toBeGreaterThan(0);
  const bytes = [...alive].reduce((sum: number, buffer) => sum + (buffer as GPUBuffer).size, 0);
  expect(vae.memory.bytes).toBe(bytes);
  vae.dispose();
  vae.dispose();
  expect(vae.memory).toEqual({ buffers: 0, bytes: 0 });
  expect(alive.size).toBe(0);
  expect(destroyedDevices).toEqual([]);
  const buffer = device.createBuffer({ size: 16, usage: GPUBufferUsage.COPY_DST });
  device.queue.writeBuffer(buffer, 0, new Uint32Array(4));
  buffer.destroy();
});

test('twenty models after another leave nothing alive', async () => {
  for (let i = 0; i < 20; i++) {
    const vae = await createVae({ seed: i });
    await vae.fit(rowsU8(16), { epochs: 1 });
    await vae.step(rowsU8(8));
    await vae.sample(1);
    expect(alive.size).toBeGreaterThan(0);
    vae.dispose();
    expect(alive.size).toBe(0);
  }
  expect(destroyedDevices).toEqual([]);
});

test('using a model again and again takes no more memory', async () => {
  const vae = await createVae();
  await useAll(vae);
  const { memory } = vae;
  await useAll(vae);
  await useAll(vae);
  expect(vae.memory).toEqual(memory);
});

test('dispose destroys a device that the model made itself', async () => {
  const adapter = await opened.gpu.requestAdapter();
  if (!adapter) throw new Error('no second adapter');
  const made: unknown[] = [];
  wrap(GPUAdapter, 'requestDevice', (original) => {
    return async function (this: unknown, ...args) {
      const device = await original.apply(this, args);
      made.push(device);
      return device;
    };
  });
  {
    using own = await VAE.create({ adapter, config: TINY });
    expect(own.memory.buffers).toBeGreaterThan(0);
  }
  expect(made).toHaveLength(1);
  expect(destroyedDevices).toEqual(made);
  expect(alive.size).toBe(0);
});

describe('what fails leaves nothing alive', () => {
  test('a model that does not fit', async () => {
    const wide = { input: 8, hidden: [400_000], latent: 1 };
    const refused = VAE.create({ device, config: wide });
    await expect(refused).rejects.toThrow(LimitError);
    await expect(refused).rejects.toThrow(/take \d+ bytes, this device allows 134217728/);
    expect(alive.size).toBe(0);
  });

  test('a data set that does not fit', async () => {
    const vae = await createVae({ resident: true });
    await vae.fit(rowsU8(8), { epochs: 1 });
    const { memory } = vae;
    const rows = 3_400_000; // 40 bytes each with padding
    const refused = vae.fit(new Uint8Array(rows * TINY.input), { epochs: 1 });
    await expect(refused).rejects.toThrow(LimitError);
    expect(vae.memory.bytes).toBeLessThanOrEqual(memory.bytes);
    await vae.fit(rowsU8(8), { epochs: 1 });
    expect(vae.memory).toEqual(memory);
  });
});

describe('dispose under way', () => {
  const data = rowsU8(64);
  test.each<[string, (vae: VAE) => Promise<unknown>]>([
    ['fit', (vae) => vae.fit(data, { epochs: 3 })],
    ['step', (vae) => vae.step(rowsU8(8))],
    ['evaluate', (vae) => vae.evaluate(data)],
    ['encode', (vae) => vae.encode(rowsU8(1000))],
    ['decode', (vae) => vae.decode(new Float32Array(1000 * TINY.latent))],
    ['sample', (vae) => vae.sample(1000)],
    ['save', (vae) => vae.save()],
  ])('of %s ends it with a DisposedError and frees everything', async (_, use) => {
    for (const wait of [0, 1, 2, 4, 8]) {
      const vae = await createVae({ burst: 1 });
      if (wait % 2 === 0) await use(vae).catch(() => {}); // warm, or cold
      const run = use(vae);
      await new Promise((resolve) => setTimeout(resolve, wait));
      vae.dispose();
      const end = await run.catch((error: unknown) => error);
      if (end instanceof Error) expect(end).toBeInstanceOf(DisposedError);
      expect(alive.size).toBe(0);
      expect(vae.memory).toEqual({ buffers: 0, bytes: 0 });
    }
  });

  test('of a run, from its own callback', async () => {
    const vae = await createVae({ burst: 1 });
    let steps = 0;
    const run = vae.fit(data, {
      epochs: 50,
      onProgress() {
        steps += 1;
        if (steps === 5) vae.dispose();
      },
    });
    await expect(run).rejects.toThrow(DisposedError);
    expect(steps).toBeLessThan(8);
    expect(alive.size).toBe(0);
  });
});
