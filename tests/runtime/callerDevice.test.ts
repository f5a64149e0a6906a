import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { VAE } from '../../src/api/vae.ts';
import { CheckpointError, ConfigError } from '../../src/errors.ts';
import type { OpenGpu } from '../../src/node/adapter.ts';
import { openSuiteGpu } from '../support/suiteAdapter.ts';

const config = { input: 16, hidden: [8], latent: 2 };
const rows = new Float32Array(4 * config.input).fill(0.5);

let opened: OpenGpu;
let device: GPUDevice;
let lost: boolean;

beforeAll(async () => {
  opened = await openSuiteGpu();
});

beforeEach(async () => {
  device = await freshDevice();
});

afterAll(() => {
  device?.destroy();
  opened?.release();
});

async function freshDevice(): Promise<GPUDevice> {
  device?.destroy();
  // An adapter can create only one device.
  const adapter = await opened.gpu.requestAdapter({
    forceFallbackAdapter: opened.software,
  });
  const fresh = await adapter?.requestDevice();
  if (!fresh) throw new Error('the adapter gave no device');
  lost = false;
  fresh.lost.then(() => {
    lost = true;
  });
  return fresh;
}

/** The buffers of the device that are created from now on and not destroyed. */
function watchBuffers(): ReadonlySet<GPUBuffer> {
  const live = new Set<GPUBuffer>();
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    live.add(buffer);
    buffer.destroy = () => {
      live.delete(buffer);
      return destroy();
    };
    return buffer;
  };
  return live;
}

/** Checks that the device still works for its owner. */
async function works(): Promise<boolean> {
  const buffer = device.createBuffer({
    size: 16,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  device.queue.writeBuffer(buffer, 0, new Float32Array([1, 2, 3, 4]));
  await buffer.mapAsync(GPUMapMode.READ);
  const values = [...new Float32Array(buffer.getMappedRange())];
  buffer.destroy();
  return !lost && values.join() === '1,2,3,4';
}

it("frees what a model made on the caller's device and leaves the device alive", async () => {
  const live = watchBuffers();
  const vae = await VAE.create({ config, device, batchSize: 4 });
  await vae.fit(rows, { epochs: 1 });
  await vae.sample(2);
  expect(live.size).toBeGreaterThan(0);
  vae.dispose();
  vae.dispose();
  expect([...live].map(({ label }) => label)).toEqual([]);
  expect(await works()).toBe(true);
});

it('serves several models on one device, each with a life of its own', async () => {
  const first = await VAE.create({ config, device });
  const second = await VAE.create({ config, device });
  const bytes = await second.save();
  first.dispose();
  expect(await second.save()).toEqual(bytes);
  second.dispose();
  expect(await works()).toBe(true);
});

it("leaves the caller's device alive when a model is loaded and disposed", async () => {
  const vae = await VAE.create({ config, device });
  const bytes = await vae.save();
  vae.dispose();
  const loaded = await VAE.load(bytes, { device });
  loaded.dispose();
  expect(await works()).toBe(true);
});

it("leaves the caller's device alive when a model cannot be made", async () => {
  const wrong = { ...config, latent: 0 };
  await expect(VAE.create({ config: wrong, device })).rejects.toThrow(ConfigError);
  const vae = await VAE.create({ config, device });
  const bytes = await vae.save();
  vae.dispose();
  const other = { ...config, latent: 3 };
  await expect(VAE.load(bytes, { config: other, device })).rejects.toThrow(CheckpointError);
  expect(await works()).toBe(true);
});

it('destroys a device that it made itself', async () => {
  const adapter = await opened.gpu.requestAdapter({ forceFallbackAdapter: opened.software });
  if (!adapter) throw new Error('no adapter');
  const request = adapter.requestDevice.bind(adapter);
  let made: GPUDevice | undefined;
  adapter.requestDevice = async (descriptor) => {
    made = await request(descriptor);
    return made;
  };
  const vae = await VAE.create({ config, adapter });
  vae.dispose();
  expect((await made?.lost)?.reason).toBe('destroyed');
});
