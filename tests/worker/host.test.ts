import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { toDataset } from '../../src/data/dataset.ts';
import { ConfigError, DisposedError, VaeError } from '../../src/errors.ts';
import { registerFamily } from '../../src/families/registry.ts';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { readNpy, writeNpy } from '../../src/formats/npy.ts';
import type { OpenGpu } from '../../src/node/adapter.ts';
import { VaeWorker } from '../../src/worker/client.ts';
import type { RemoteVAE } from '../../src/worker/remoteVae.ts';
import { watchDevices } from '../resilience/watchers.ts';
import { openSuiteGpu } from '../support/suiteAdapter.ts';
import { TINY } from '../training/models.ts';
import { rowsU8 } from '../training/rows.ts';
import { Thread } from './thread.ts';

const options = { config: TINY, batchSize: 8, backend: 'webgpu' } as const;
const data = toDataset(rowsU8(32), TINY.input, 'digits');

let opened: OpenGpu;
let navigator: PropertyDescriptor | undefined;
let thread: Thread;
let worker: VaeWorker;

// The host requests its adapter where a worker of a browser would.
beforeAll(async () => {
  opened = await openSuiteGpu();
  navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu: opened.gpu },
    configurable: true,
  });
});

afterAll(() => {
  if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
  else Reflect.deleteProperty(globalThis, 'navigator');
  opened.release();
});

const devices = watchDevices();
const models: RemoteVAE[] = [];

beforeEach(() => {
  thread = new Thread();
  worker = new VaeWorker({ worker: thread as unknown as Worker });
});

afterEach(() => {
  for (const vae of models.splice(0)) vae.dispose();
  worker.dispose();
});

async function create(): Promise<RemoteVAE> {
  const vae = await worker.create(options);
  models.push(vae);
  return vae;
}

describe('a worker', () => {
  test('is told of an abort, once, and of none after the call has ended', async () => {
    const vae = await create();
    const controller = new AbortController();
    const history = await vae.fit(data, {
      epochs: 1e9,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(history.stopped).toBe('signal');
    const late = new AbortController();
    await vae.fit(data, { steps: 1, signal: late.signal });
    late.abort();
    expect(thread.sent.filter((message) => (message as { vae: string }).vae === 'abort')).toEqual([
      { vae: 'abort', call: expect.any(Number) },
    ]);
  });

  test.each(['aborted', 'ended by dispose'])(
    'waits for no answer of onEpoch where training is %s',
    async (how) => {
      const vae = await create();
      const controller = new AbortController();
      const training = vae.fit(data, {
        epochs: 5,
        signal: controller.signal,
        onEpoch: () => {
          if (how === 'aborted') controller.abort();
          else vae.dispose();
          return new Promise(() => {});
        },
      });
      if (how === 'aborted') expect(await training).toMatchObject({ stopped: 'signal' });
      else await expect(training).rejects.toThrow(DisposedError);
    },
  );

  test('is refused a function anywhere in the options but as a callback', async () => {
    const groups = { model: { learningRate: () => 1e-3 } };
    const refused = worker.create({ ...options, groups: groups as never });
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(
      /^groups\.model\.learningRate is a function, which cannot be sent to a worker.*plain data/,
    );
    expect(thread.sent).toEqual([]);
  });

  test('tells of an answer that cannot be sent, and goes on', async () => {
    const unsendable = { method: () => 'not data' };
    registerFamily({
      ...vaeFamily,
      name: 'with-a-function',
      resolve: async () => ({ ...(await vaeFamily.resolve({ input: 4 })), ...unsendable }),
    });
    const refused = worker.create({
      architecture: { family: 'with-a-function' },
      backend: 'webgpu',
    });
    await expect(refused).rejects.toThrow(VaeError);
    await expect(refused).rejects.toThrow(/^the answer of create\(\) cannot be sent/);
    expect((await create()).stepCount).toBe(0);
  });

  test('asks for its adapter as `request` says', async () => {
    const asked = vi.spyOn(opened.gpu, 'requestAdapter');
    onTestFinished(() => asked.mockRestore());
    const request = { powerPreference: 'low-power' } as const;
    models.push(await worker.create({ ...options, request }));
    expect(asked.mock.calls).toEqual([[request]]);
  });

  test('shares a device among models that ask for the same adapter, and its successor', async () => {
    const opening = vi.spyOn(opened.gpu, 'requestAdapter');
    onTestFinished(() => opening.mockRestore());
    const before = devices.length;
    const [first, second] = await Promise.all([create(), create()]);
    const request = { powerPreference: 'low-power' } as const;
    models.push(await worker.create({ ...options, request }));
    expect(opening.mock.calls).toEqual([[{ powerPreference: 'high-performance' }], [request]]);
    await first.fit(data, { epochs: 1 });
    const expected = await Promise.all([first.sample(2, 3), second.sample(2, 3)]);
    for (const device of devices.slice(before)) device.destroy();
    expect(await Promise.all([first.sample(2, 3), second.sample(2, 3)])).toEqual(expected);
    first.dispose();
    expect(await second.sample(2, 3)).toEqual(expected[1]);
    // One for each adapter, and one after the loss.
    expect(devices).toHaveLength(before + 3);
  });

  test('refuses buffers of a device, by name', async () => {
    const vae = await create();
    await expect(vae.run('sample', 2, { output: 'gpu' } as never)).rejects.toThrow(
      /output 'gpu' gives buffers of the worker's device, which cannot leave it/,
    );
    const device = await (await opened.gpu.requestAdapter())?.requestDevice();
    const buffer = device?.createBuffer({ size: 2048, usage: GPUBufferUsage.STORAGE }) as GPUBuffer;
    await expect(vae.fit({ buffer, rows: 8, columns: 37 }, { epochs: 1 })).rejects.toThrow(
      /a GPUBuffer belongs to this thread and cannot be sent to a worker: give its rows as an array/,
    );
  });

  test('tells how far it is whether or not anyone listens', async () => {
    const vae = await create();
    const { bytes } = vae.memory;
    const training = vae.fit(data, { epochs: 1e9, onEpoch: ({ epoch }) => epoch < 3 });
    expect([vae.stepCount, vae.epoch]).toEqual([0, 0]);
    expect((await training).stopped).toBe('callback');
    expect([vae.stepCount, vae.epoch]).toEqual([12, 3]);
    expect(vae.memory.bytes).toBeGreaterThan(bytes);
  });

  test('forgets data that are released, and none that a call uses', async () => {
    const vae = await create();
    const kept = await worker.keep(data);
    const evaluated = vae.evaluate(kept);
    kept.release();
    expect((await evaluated).elbo).toBe((await vae.evaluate(data)).elbo);
    await expect(vae.evaluate(kept)).rejects.toThrow(DisposedError);
  });

  test('runs a program by its name, on kept data too', async () => {
    const vae = await create();
    const kept = await worker.keep(data);
    const { mu } = await vae.encode(data);
    const { stats } = await vae.run('encode', kept);
    expect(stats?.filter((_, i) => i % 6 < 3)).toEqual(mu);
    const { x } = await vae.run('decode', 32, { inputs: { z: mu } });
    expect(x).toEqual(await vae.decode(mu));
    await expect(vae.run('classify', kept)).rejects.toThrow(/cannot classify; it can: encode/);
  });

  test('keeps whatever rows its models take', async () => {
    const vae = await create();
    const expected = await vae.evaluate(data);
    const floats = Float32Array.from(data.data, (value) => value / 255);
    const file = readNpy(writeNpy(floats, [data.rows, data.columns]));
    expect(await vae.evaluate(await worker.keep(data.data))).toEqual(expected);
    expect(await vae.evaluate(await worker.keep(file))).toEqual(await vae.evaluate(floats));
    const { pixels } = await worker.keep({ pixels: data.data });
    expect(await vae.evaluate({ data: pixels })).toEqual(expected);
    expect(pixels.name).toBe('pixels');
  });

  test('is refused what is no rows to keep, and what is no worker', async () => {
    for (const none of [[1, 2], 'rows', undefined, new Float64Array(3)]) {
      await expect(worker.keep(none as never)).rejects.toThrow(/^keep takes rows.*got /);
    }
    expect(() => new VaeWorker({ worker: 'worker.js' as never })).toThrow(ConfigError);
    expect(() => new VaeWorker()).toThrow(/no web workers here: in Node use VAE/);
  });

  test('that fails is ended, with all that waits for it', async () => {
    const vae = await create();
    const waiting = vae.sample(1);
    thread.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
    await expect(waiting).rejects.toThrow(VaeError);
    await expect(waiting).rejects.toThrow(/the worker failed and was ended: out of memory/);
    expect(thread.terminated).toBe(true);
    await expect(vae.sample(1)).rejects.toThrow(/out of memory/);
    vae.dispose();
  });

  test('that is disposed of while a callback waits for it has no more to report', async () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    onTestFinished(() => void vi.unstubAllGlobals());
    const vae = await create();
    let waiting: Promise<unknown> | undefined;
    const training = vae.fit(data, {
      epochs: 1e6,
      onEpoch: async () => {
        waiting = vae.sample(1);
        worker.dispose();
        await waiting;
      },
    });
    await expect(training).rejects.toThrow(DisposedError);
    await expect(waiting).rejects.toThrow(DisposedError);
    await new Promise((resolve) => setTimeout(resolve));
    expect(reported).not.toHaveBeenCalled();
  });

  test('that sends what cannot be read is ended, too', async () => {
    const vae = await create();
    const waiting = vae.sample(1);
    thread.dispatchEvent(new Event('messageerror'));
    await expect(waiting).rejects.toThrow(/could not be read.*same version/);
    expect(thread.terminated).toBe(true);
  });
});
