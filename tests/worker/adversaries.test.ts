import { afterAll, beforeAll, expect, test } from 'vitest';
import { toDataset, unpaired, VAE, type VaeOptions } from '../../src/index.ts';
import { VaeWorker } from '../../src/worker/client.ts';
import type { RemoteVaeOptions } from '../../src/worker/remoteOptions.ts';
import { device, opened } from '../training/models.ts';
import { rowsU8 } from '../training/rows.ts';
import { Thread } from './thread.ts';

const INPUT = 12;
const pixels = rowsU8(40, INPUT);

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

const layers = [{ kind: 'dense', units: 9 }] as const;
const networks = { input: INPUT, encoder: layers, latent: 3, decoder: layers };

test.each<[string, RemoteVaeOptions & VaeOptions]>([
  ['aae', { architecture: { family: 'aae', ...networks, critic: layers }, match: { weight: 3 } }],
  ['wae', { architecture: { family: 'wae', ...networks } }],
  [
    'vae-gan',
    {
      architecture: { family: 'vae-gan', ...networks, discriminator: layers },
      adversary: { balance: true },
    },
  ],
])('%s in a worker has the bits of one in this thread', async (_, own) => {
  const options = { ...own, batchSize: 8, seed: 3 };
  const worker = new VaeWorker({ worker: new Thread() as unknown as Worker });
  const there = await worker.create({ ...options, backend: 'webgpu' });
  const here = await VAE.create({ device, ...options });
  const figures = async (fitted: ReturnType<VAE['fit']>) =>
    (await fitted).epochs.map(({ train }) => train);
  expect(await figures(there.fit(pixels, { epochs: 2 }))).toEqual(
    await figures(here.fit(pixels, { epochs: 2 })),
  );
  expect(there.programs).toEqual(here.programs);
  expect(await there.sample(3, { seed: 5 })).toEqual(await here.sample(3, { seed: 5 }));
  expect(await there.save()).toEqual(await here.save());
  for (const each of [there, here]) each.dispose();
  worker.dispose();
});

test('two domains in a worker have the bits and translations of those in this thread', async () => {
  const options = {
    architecture: {
      ...{ family: 'aligned', critic: layers },
      autoencoder: { input: INPUT, encoder: layers, latent: 3, decoder: layers },
    },
    ...{ match: { weight: 3 }, batchSize: 8, seed: 3 },
  } as const;
  const data = unpaired(toDataset(pixels, INPUT), toDataset(rowsU8(24, INPUT, 1), INPUT));
  const worker = new VaeWorker({ worker: new Thread() as unknown as Worker });
  const there = await worker.create({ ...options, backend: 'webgpu' });
  const here = await VAE.create({ device, ...options });
  for (const each of [there, here]) await each.fit(data, { epochs: 2 });
  const ways = { from: 'first', to: 'second' };
  expect(await there.translate(pixels, ways)).toEqual(await here.translate(pixels, ways));
  expect(await there.reconstruct(data)).toEqual(await here.reconstruct(data));
  expect(await there.save()).toEqual(await here.save());
  for (const each of [there, here]) each.dispose();
  worker.dispose();
});
