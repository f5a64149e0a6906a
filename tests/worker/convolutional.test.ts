import { afterAll, beforeAll, expect, test } from 'vitest';
import { toDataset } from '../../src/data/dataset.ts';
import { VAE } from '../../src/index.ts';
import { VaeWorker } from '../../src/worker/client.ts';
import { device, opened } from '../training/models.ts';
import { rowsU8 } from '../training/rows.ts';
import { Thread } from './thread.ts';

const INPUT = [8, 4, 3] as const;
const COLUMNS = 8 * 4 * 3;
const options = {
  architecture: { preset: 'conv', input: INPUT, latent: 3, likelihood: 'gaussian', flip: true },
  batchSize: 8,
  seed: 3,
} as const;

let navigator: PropertyDescriptor | undefined;
// The host asks for its adapter where a worker of a browser would.
beforeAll(() => {
  navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const value = { gpu: opened.gpu };
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
});
afterAll(() => {
  if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
  else Reflect.deleteProperty(globalThis, 'navigator');
});

test('a convolutional model in a worker trains and decodes to the bits of one in this thread', async () => {
  const worker = new VaeWorker({ worker: new Thread() as unknown as Worker });
  const there = await worker.create({ ...options, backend: 'webgpu' });
  const here = await VAE.create({ device, ...options });
  try {
    expect(there.architecture).toEqual(here.architecture);
    expect(there.describe()).toEqual(here.describe());
    const data = toDataset(rowsU8(24, COLUMNS), COLUMNS, 'pixels');
    const run = { epochs: 2 };
    const figures = async (fitted: ReturnType<VAE['fit']>) =>
      (await fitted).epochs.map(({ train }) => train);
    expect(await figures(there.fit(await worker.keep(data), run))).toEqual(
      await figures(here.fit(data, run)),
    );
    const z = Float32Array.of(1, -1, 0.5);
    expect(await there.decode(z)).toEqual(await here.decode(z));
    expect(await there.save()).toEqual(await here.save());
  } finally {
    there.dispose();
    here.dispose();
    worker.dispose();
  }
});
