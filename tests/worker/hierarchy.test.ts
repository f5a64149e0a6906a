import { afterAll, beforeAll, expect, test } from 'vitest';
import { VAE } from '../../src/index.ts';
import { VaeWorker } from '../../src/worker/client.ts';
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

test.each(['hierarchical', 'ladder'] as const)(
  'a %s in a worker has the bits of one in this thread',
  async (family) => {
    const dense = (units: number) => [{ kind: 'dense', units } as const];
    const levels = [
      { size: 4, encoder: dense(10), decoder: dense(10) },
      { size: 2, encoder: dense(6), decoder: dense(6) },
    ];
    const options = {
      architecture: { family, input: INPUT, levels },
      batchSize: 8,
      beta: [1, 0.5],
      freeBits: [0, 0.1],
      seed: 3,
    };
    const worker = new VaeWorker({ worker: new Thread() as unknown as Worker });
    const there = await worker.create({ ...options, backend: 'webgpu' });
    const here = await VAE.create({ device, ...options });
    const figures = async (fitted: ReturnType<VAE['fit']>) =>
      (await fitted).epochs.map(({ train }) => train);
    expect(await figures(there.fit(pixels, { epochs: 2 }))).toEqual(
      await figures(here.fit(pixels, { epochs: 2 })),
    );
    expect(there.describe()).toEqual(here.describe());
    expect(await there.evaluate(pixels)).toEqual(await here.evaluate(pixels));
    expect(await there.encode(pixels)).toEqual(await here.encode(pixels));
    expect(await there.sample(3, { seed: 5 })).toEqual(await here.sample(3, { seed: 5 }));
    expect(await there.diagnose(pixels)).toEqual(await here.diagnose(pixels));
    expect(await there.save()).toEqual(await here.save());
    const again = await worker.load(await there.save(), { backend: 'webgpu' });
    await again.fit(pixels, { epochs: 1 });
    await here.fit(pixels, { epochs: 1 });
    expect(await again.save()).toEqual(await here.save());
    for (const each of [there, here, again]) each.dispose();
    worker.dispose();
  },
);
