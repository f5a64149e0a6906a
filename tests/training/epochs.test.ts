import { describe, expect, test } from 'vitest';
import type { EpochReport, VAE } from '../../src/index.ts';
import { ConfigError, isSupported } from '../../src/index.ts';
import { createVae, opened, sameBits } from './models.ts';
import { rowsU8 } from './rows.ts';

const data = rowsU8(24);

describe('a loop over epochs', () => {
  test('gets the reports of fit, and trains to the same bits', async () => {
    const [vae, other] = [await createVae(), await createVae()];
    const reports: EpochReport[] = [];
    const loop = vae.train(data, { epochs: 3, validationSplit: 0.25 });
    for await (const report of loop) reports.push(report);
    const history = await other.fit(data, { epochs: 3, validationSplit: 0.25 });
    const figures = (all: readonly EpochReport[]) =>
      all.map(({ epoch, train, test }) => ({ epoch, train, test }));
    expect(figures(reports)).toEqual(figures(history.epochs));
    expect(await sameBits(vae, other)).toBe(true);
  });

  test('ends training where it is left, at the epoch of its last report', async () => {
    const [vae, other] = [await createVae(), await createVae()];
    for await (const { epoch } of vae.train(data, { epochs: 9 })) if (epoch === 2) break;
    await other.fit(data, { epochs: 2 });
    expect(vae.epoch).toBe(2);
    expect(await sameBits(vae, other)).toBe(true);
    await vae.fit(data, { epochs: 1 });
    expect(vae.epoch).toBe(3);
  });

  test('waits while its body runs, and returns the history', async () => {
    const vae = await createVae();
    const loop = vae.train(data, { epochs: 2 });
    const first = await loop.next();
    expect(first).toMatchObject({ done: false, value: { epoch: 1 } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(vae.epoch).toBe(1);
    expect((await loop.next()).value).toMatchObject({ epoch: 2 });
    expect(await loop.next()).toMatchObject({ done: true, value: { stopped: undefined } });
  });

  test('throws what fit throws, and what its body throws ends the call', async () => {
    const vae = await createVae();
    await expect(vae.train(data, {}).next()).rejects.toThrow(/fit needs `epochs` or `steps`/);
    const both = { epochs: 1, onEpoch: () => true } as Parameters<VAE['train']>[1];
    await expect(vae.train(data, both).next()).rejects.toThrow('train has no option "onEpoch"');
    const failing = async () => {
      for await (const _ of vae.train(data, { epochs: 5 })) throw new Error('of the body');
    };
    await expect(failing()).rejects.toThrow('of the body');
    expect(vae.epoch).toBe(1);
    await vae.fit(data, { epochs: 1 });
  });
});

describe('whether models can run here', () => {
  test('with the adapter, or the reason', async () => {
    expect(await isSupported({ gpu: opened.gpu })).toMatchObject({
      supported: true,
      adapter: { software: expect.any(Boolean) },
    });
    expect(await isSupported({ backend: 'webgpu' })).toMatchObject({
      supported: false,
      reason: expect.stringContaining('WebGPU is not available here'),
    });
    expect(await isSupported()).toMatchObject({
      supported: true,
      adapter: { vendor: 'webassembly' },
    });
    const none = { requestAdapter: async () => null } as unknown as GPU;
    expect(await isSupported({ gpu: none })).toMatchObject({
      supported: false,
      reason: expect.stringContaining('offers no adapter'),
    });
  });

  test('an adapter that made a device already is refused by name', async () => {
    const used = {
      limits: { maxBufferSize: 1, maxStorageBufferBindingSize: 1 },
      features: new Set(),
      requestDevice: () => Promise.reject(new DOMException('adapter is consumed')),
    } as unknown as GPUAdapter;
    const made = createVae({ device: undefined as never, adapter: used });
    await expect(made).rejects.toThrow(/the adapter gave no device/);
    await expect(made).rejects.not.toBeInstanceOf(ConfigError);
  });
});
