import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneHotLabels, toDataset, VAE, type VaeOptions, withCondition } from '../../src/index.ts';
import { buildVocabulary, encodeTexts, wordCounts } from '../../src/text/index.ts';
import { VaeWorker } from '../../src/worker/client.ts';
import type { RemoteVaeOptions } from '../../src/worker/remoteOptions.ts';
import type { RemoteVAE } from '../../src/worker/remoteVae.ts';
import { device, opened } from '../training/models.ts';
import { Thread } from './thread.ts';

const LENGTH = 6;
const TOPICS = 3;

const texts = ['red boats sail.', 'blue boats sink.', 'cooks bake bread.', 'cooks burn bread.'];
const many = Array.from({ length: 40 }, (_, i) => texts[i % texts.length] as string);
const shared = { batchSize: 8, seed: 3 };

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

/** The same model in a worker and in this thread. */
async function both(
  options: RemoteVaeOptions & VaeOptions,
  use: (there: RemoteVAE, here: VAE, worker: VaeWorker) => Promise<void>,
): Promise<void> {
  const worker = new VaeWorker({ worker: new Thread() as unknown as Worker });
  const there = await worker.create({ ...options, backend: 'webgpu' });
  const here = await VAE.create({ device, ...options });
  await use(there, here, worker);
  for (const each of [there, here]) each.dispose();
  worker.dispose();
}

const figures = async (fitted: ReturnType<VAE['fit']>) =>
  (await fitted).epochs.map(({ train }) => train);

test('a sequence in a worker has the bits of one in this thread', async () => {
  const vocabulary = buildVocabulary(many);
  const { rows } = encodeTexts(many, vocabulary, { length: LENGTH });
  const sizes = { length: LENGTH, embedding: 4, hidden: 8, latent: 3, wordDropout: 0.25 };
  const architecture = { family: 'sequence', ...vocabulary, ...sizes } as const;
  await both({ ...shared, architecture }, async (there, here, worker) => {
    const kept = await worker.keep(rows);
    expect(await figures(there.fit(kept, { epochs: 2, validation: rows }))).toEqual(
      await figures(here.fit(rows, { epochs: 2, validation: rows })),
    );
    expect(there.architecture).toEqual(here.architecture);
    expect(await there.reconstruct(rows)).toEqual(await here.reconstruct(rows));
    const { z } = await there.run('prior', 4, { seed: 5 });
    const column = (value: number) => new Float32Array(4).fill(value);
    const inputs = () => ({
      z: (z as Float32Array).slice(),
      ...{ temperature: column(0.5), topK: column(0), topP: column(0), known: column(0) },
    });
    const written = await there.run('generate', 4, { seed: 5, inputs: inputs() });
    expect(written).toEqual(await here.run('generate', 4, { seed: 5, inputs: inputs() }));
    const [a, b] = texts.map((text) => encodeTexts([text], vocabulary, { length: LENGTH }).rows);
    if (!a || !b) throw new Error('two texts are needed');
    expect(await there.interpolate(a, b, 3)).toEqual(await here.interpolate(a, b, 3));
    const again = await worker.load(await there.save(), { backend: 'webgpu' });
    expect(again.architecture).toEqual(here.architecture);
    expect(await again.save()).toEqual(await here.save());
    again.dispose();
  });
});

test('a recommender in a worker has the bits of one in this thread', async () => {
  const { words: items, counts } = wordCounts(many, { share: 1 });
  const sizes = { hidden: [8], latent: 3 };
  const architecture = { family: 'recommendation', items, ...sizes } as const;
  await both({ ...shared, architecture }, async (there, here, worker) => {
    const kept = await worker.keep(counts);
    await there.fit(kept, { epochs: 2 });
    await here.fit(counts, { epochs: 2 });
    for (const seen of [false, true]) {
      const own = await here.recommend(counts, { k: 4, seen });
      expect(await there.recommend(kept, { k: 4, seen })).toEqual(own);
    }
    expect(await there.save()).toEqual(await here.save());
  });
});

test('a table in a worker is filled with the bits of one in this thread', async () => {
  const columns = [{ kind: 'real' }, { kind: 'category', levels: 3 }, { kind: 'count' }] as const;
  const architecture = { family: 'table', columns, hidden: [8], latent: 3 } as const;
  const rows = Float32Array.from({ length: 90 }, (_, i) => (i % 7 === 0 ? Number.NaN : i % 3));
  await both({ ...shared, architecture }, async (there, here, worker) => {
    const kept = await worker.keep(toDataset(rows, 3, 'rows'));
    await there.fit(kept, { epochs: 2 });
    await here.fit(rows, { epochs: 2 });
    const own = await here.impute(rows, { samples: 8 });
    expect(own.some((value) => Number.isNaN(value))).toBe(false);
    expect(await there.impute(kept, { samples: 8 })).toEqual(own);
  });
});

test('a model of counts in a worker has the bits of one in this thread', async () => {
  const { words: genes, counts } = wordCounts(many, { share: 1 });
  const sizes = { hidden: [8], latent: 3, batches: ['one', 'two'] };
  const architecture = { family: 'counts', genes, zeros: 'inflated', ...sizes } as const;
  await both({ ...shared, architecture }, async (there, here, worker) => {
    const batch = Uint8Array.from({ length: counts.rows }, (_, cell) => cell % 2);
    const rows = withCondition(counts, oneHotLabels(batch, 2));
    const kept = await worker.keep(rows);
    await there.fit(kept, { epochs: 2 });
    await here.fit(rows, { epochs: 2 });
    expect(await there.reconstruct(kept)).toEqual(await here.reconstruct(rows));
    expect(await there.save()).toEqual(await here.save());
  });
});

test('topics in a worker have the bits of those in this thread', async () => {
  const { words, counts } = wordCounts(many, { share: 1 });
  const architecture = { family: 'topics', topics: TOPICS, words, hidden: [8] } as const;
  await both({ ...shared, architecture }, async (there, here, worker) => {
    const kept = await worker.keep(counts);
    expect(await figures(there.fit(kept, { epochs: 2, validation: counts }))).toEqual(
      await figures(here.fit(counts, { epochs: 2, validation: counts })),
    );
    const topic = () => ({ inputs: { topic: oneHotLabels([0, 1, 2], TOPICS) } });
    expect(await there.run('topics', TOPICS, topic())).toEqual(
      await here.run('topics', TOPICS, topic()),
    );
    expect(await there.run('shares', counts)).toEqual(await here.run('shares', counts));
    expect(await there.score(counts)).toEqual(await here.score(counts));
    expect(await there.save()).toEqual(await here.save());
  });
});

test('images and their words in a worker have the bits of those in this thread', async () => {
  const small = { encoder: [], decoder: [] };
  const architecture = {
    family: 'multimodal',
    modalities: { image: { input: 4, ...small }, word: { input: TOPICS, ...small } },
    latent: 2,
    joint: 'mixtureOfProducts',
  } as const;
  const kinds = Array.from({ length: 24 }, (_, row) => row % TOPICS);
  const word = oneHotLabels(kinds, TOPICS);
  const image = Float32Array.from({ length: 24 * 4 }, (_, i) => (i % 4 === i % 3 ? 1 : 0));
  const present = Uint8Array.from({ length: 24 * 2 }, (_, i) => (i % 5 === 4 ? 0 : 1));
  const rows = { image, word, present };
  await both({ ...shared, architecture }, async (there, here, worker) => {
    const kept = await worker.keep(rows);
    expect(await figures(there.fit(kept, { epochs: 2, validation: rows }))).toEqual(
      await figures(here.fit(rows, { epochs: 2, validation: rows })),
    );
    expect(await there.translate({ image }, 'word')).toEqual(
      await here.translate({ image }, 'word'),
    );
    expect(await there.encode({ word })).toEqual(await here.encode({ word }));
    expect(await there.save()).toEqual(await here.save());
  });
});
