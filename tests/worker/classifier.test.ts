import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toDataset } from '../../src/data/dataset.ts';
import { sparseRows } from '../../src/data/sparseRows.ts';
import { ConfigError, DataError } from '../../src/errors.ts';
import { VAE } from '../../src/index.ts';
import { VaeWorker } from '../../src/worker/client.ts';
import type { RemoteVAE } from '../../src/worker/remoteVae.ts';
import { device, opened, TINY } from '../training/models.ts';
import { rowsU8 } from '../training/rows.ts';
import { Thread } from './thread.ts';

const INPUT = 12;
const options = {
  architecture: {
    family: 'vib',
    input: INPUT,
    encoder: [{ kind: 'dense', units: 10 }],
    latent: 3,
    classes: 4,
  },
  batchSize: 8,
  beta: 1e-2,
  testSamples: 5,
  seed: 3,
} as const;

const pixels = rowsU8(40, INPUT);
const classOf = (row: number) => (pixels[row * INPUT] as number) >> 6;
const labels = Uint8Array.from({ length: 40 }, (_, row) => classOf(row));
const fields = { data: toDataset(pixels, INPUT, 'pixels'), label: toDataset(labels, 1, 'labels') };

let navigator: PropertyDescriptor | undefined;
let worker: VaeWorker;
const disposables: { dispose(): void }[] = [];
const owned = <T extends { dispose(): void }>(made: T): T => {
  disposables.push(made);
  return made;
};

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

beforeEach(() => {
  worker = new VaeWorker({ worker: new Thread() as unknown as Worker });
});

afterEach(() => {
  for (const each of disposables.splice(0)) each.dispose();
  worker.dispose();
});

/** The same model in the worker and in this thread. */
async function pair(): Promise<{ there: RemoteVAE; here: VAE }> {
  const there = owned(await worker.create({ ...options, backend: 'webgpu' }));
  return { there, here: owned(await VAE.create({ device, ...options })) };
}

describe('a classifier in a worker', () => {
  test('trains, evaluates, predicts and encodes to the bits of one in this thread', async () => {
    const { there, here } = await pair();
    expect(there.programs).toEqual(['encode', 'classify']);
    expect(there.watched).toEqual(here.watched);
    expect(there.architecture).toEqual(here.architecture);
    expect(there.describe()).toEqual(here.describe());
    const plain = { data: pixels, label: labels };
    const run = { epochs: 3, validation: plain };
    const figures = async (fitted: ReturnType<VAE['fit']>) =>
      (await fitted).epochs.map(({ train, test }) => ({ train, test }));
    const expected = await figures(here.fit(plain, run));
    expect(await figures(there.fit(plain, run))).toEqual(expected);
    expect(Object.keys(expected[0]?.train ?? {})).toEqual(['crossEntropy', 'kl', 'accuracy']);
    expect(await there.evaluate(plain)).toEqual(await here.evaluate(plain));
    const asked = { samples: 4, seed: 9 };
    expect(await there.predict(pixels, asked)).toEqual(await here.predict(pixels, asked));
    expect(await there.encode(pixels)).toEqual(await here.encode(pixels));
    expect(await there.save()).toEqual(await here.save());
  });

  test('takes kept fields, together, beside rows, or one alone', async () => {
    const { there, here } = await pair();
    const kept = await worker.keep(fields);
    expect(kept.data).toMatchObject({ name: 'pixels', rows: 40, columns: INPUT, dtype: 'u8' });
    expect(kept.label).toMatchObject({ name: 'labels', rows: 40, columns: 1, dtype: 'u8' });
    await here.fit(fields, { epochs: 2 });
    await there.fit(kept, { epochs: 1, validation: { data: kept.data, label: labels } });
    await there.fit({ data: pixels, label: kept.label }, { epochs: 1 });
    expect(await there.evaluate(kept)).toEqual(await here.evaluate(fields));
    expect(await there.predict(kept.data)).toEqual(await here.predict(pixels));
    expect(await there.save()).toEqual(await here.save());
    kept.label.release();
    await expect(there.evaluate(kept)).rejects.toThrow('labels was released');
    expect(await there.predict(kept.data)).toEqual(await here.predict(pixels));
  });

  test('takes the labels of a kept data set', async () => {
    const { there, here } = await pair();
    const labelled = toDataset(pixels, INPUT, 'digits', labels);
    await there.fit(await worker.keep(labelled), { epochs: 1 });
    await here.fit(fields, { epochs: 1 });
    expect(await there.save()).toEqual(await here.save());
  });

  test('is saved and goes on from the file', async () => {
    const { there, here } = await pair();
    await there.fit(fields, { epochs: 1 });
    const again = owned(await worker.load(await there.save(), { backend: 'webgpu' }));
    expect(again.architecture).toEqual(there.architecture);
    await again.fit(fields, { epochs: 1 });
    await here.fit(fields, { epochs: 2 });
    expect(await again.save()).toEqual(await here.save());
  });

  test('refuses what it cannot do, and wrong data, as one in this thread', async () => {
    const { there, here } = await pair();
    const calls = [
      (model: Pick<VAE, 'decode'>) => model.decode(new Float32Array(3)),
      (model: Pick<VAE, 'sample'>) => model.sample(2),
      (model: Pick<VAE, 'fit'>) => model.fit(pixels, { epochs: 1 }),
      (model: Pick<VAE, 'step'>) => model.step({ data: pixels, label: labels.with(0, 4) }),
    ];
    for (const call of calls) {
      const [refused, expected] = [await errorOf(call(there)), await errorOf(call(here))];
      expect(refused).toBeInstanceOf(expected.constructor);
      expect(refused.message).toBe(expected.message);
    }
    expect((await errorOf(there.decode(new Float32Array(3)))).message).toBe(
      'a model of the family "vib" cannot decode; it can: encode, classify',
    );
    expect(() => there.config).toThrow(ConfigError);
  });
});

describe('keep', () => {
  test('moves fields that share a buffer', async () => {
    const { there, here } = await pair();
    const both = new Uint8Array([...pixels, ...labels]);
    const kept = await worker.keep(
      {
        data: toDataset(both.subarray(0, pixels.length), INPUT),
        label: toDataset(both.subarray(pixels.length), 1),
      },
      { transfer: true },
    );
    expect(both).toHaveLength(0);
    expect(await there.evaluate(kept)).toEqual(await here.evaluate(fields));
  });

  test('takes sparse rows', async () => {
    const rows = sparseRows({ offsets: [0, 2, 3], columns: [1, 5, 0], width: TINY.input });
    const config = { ...TINY, likelihood: { kind: 'poisson' } } as const;
    const there = owned(await worker.create({ config, backend: 'webgpu' }));
    const here = owned(await VAE.create({ device, config }));
    const kept = await worker.keep(rows);
    expect(kept.dtype).toBe('sparse');
    expect(await there.evaluate(kept)).toEqual(await here.evaluate(rows));
  });

  test('names the field that is no rows', async () => {
    const wrong = worker.keep({ ...fields, label: [1, 2] as never });
    await expect(wrong).rejects.toThrow(DataError);
    await expect(wrong).rejects.toThrow(/keep takes rows as the field "label"/);
  });
});

async function errorOf(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => new Error('nothing was thrown'),
    (error: Error) => error,
  );
}
