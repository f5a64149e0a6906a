import { beforeEach, describe, expect, test } from 'vitest';
import type { KindOptions } from '../../src/distributions/kindOptions.ts';
import {
  type ArchitectureChoice,
  type FitOptions,
  type LatentChoice,
  type ModelRows,
  type SparseRows,
  sparseRows,
  toDataset,
  type VAE,
} from '../../src/index.ts';
import { flatSize } from '../../src/layers/layer.ts';
import { MAX_BURST } from '../../src/runtime/maxBurst.ts';
import { CONVOLUTIONAL_VAE } from '../support/convolutionalVae.ts';
import { smallHierarchy } from '../support/smallHierarchy.ts';
import { createVae, TINY } from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';
import { type Calls, countCalls, difference, watch, wrap } from './wrap.ts';

const nothingCreated = { buffers: 0, bindGroups: 0, pipelines: 0 };

let calls: Calls;
beforeEach(() => {
  calls = countCalls();
});

/** The WebGPU calls of all epochs after the first one. */
async function afterFirstEpoch(vae: VAE, data: ModelRows, options: FitOptions): Promise<Calls> {
  const ends: Calls[] = [];
  await vae.fit(data, { ...options, onEpoch: () => ends.push({ ...calls }) });
  expect(ends).toHaveLength(options.epochs ?? 0);
  return difference(ends[0] ?? calls, ends.at(-1) ?? calls);
}

const COLUMNS = 12;

/** A VAE with another code than the classic one's. */
const coded = (latent: LatentChoice): ArchitectureChoice => {
  const layers = [{ kind: 'dense', units: 9 }];
  return { family: 'vae', input: COLUMNS, encoder: layers, latent, decoder: layers };
};
type Options = KindOptions & { readonly [option: string]: unknown };
const flow = (options: Options): ArchitectureChoice =>
  coded({ kind: 'flow', size: 3, flows: [options] });
const prior = (options: Options): ArchitectureChoice => coded({ size: 3, prior: options });

const VOCABULARY = 10;
const sentences = { family: 'sequence', length: 6, embedding: 4, hidden: 7, latent: 3 } as const;
const tokens = (count: number, seed: number): Uint32Array =>
  Uint32Array.from(rowsU8(count, sentences.length, seed), (value) => value % VOCABULARY);
const images = (count: number, seed: number): Uint8Array => rowsU8(count, COLUMNS, seed);
/** Sparse rows of two words each. */
const bags = (count: number, seed: number): SparseRows =>
  sparseRows({
    offsets: Array.from({ length: count + 1 }, (_, row) => 2 * row),
    columns: Array.from({ length: 2 * count }, (_, i) => (i % 2) * 6 + ((i + seed) % 5)),
    width: COLUMNS,
  });

/** Models other than the classic one, with rows of theirs. */
const OTHERS: readonly [string, ArchitectureChoice, (count: number, seed: number) => ModelRows][] =
  [
    ['planar flows', flow({ kind: 'planar' }), images],
    ['inverse autoregressive flows', flow({ kind: 'iaf' }), images],
    ['a VampPrior', prior({ kind: 'vamp', components: 5 }), images],
    ['a mixture as prior', prior({ kind: 'mixture', components: 4 }), images],
    ['a plain hierarchy', smallHierarchy('hierarchical', COLUMNS), images],
    ['a ladder', smallHierarchy('ladder', COLUMNS), images],
    ['sequences', { ...sentences, vocabulary: VOCABULARY, wordDropout: 0.2 }, tokens],
    ['topics', { family: 'topics', input: COLUMNS, topics: 3, hidden: [7] }, bags],
  ];

describe('once warm, training creates nothing', () => {
  const epochs = 4;
  test.each([
    { name: 'u8', data: rowsU8(37), resident: true },
    { name: 'f32', data: rowsF32(37), resident: true },
    { name: 'streamed u8', data: rowsU8(37), resident: false },
  ])('across epochs: $name', async ({ data, resident }) => {
    const vae = await createVae({ burst: 1, resident });
    expect(await afterFirstEpoch(vae, data, { epochs })).toMatchObject({
      ...nothingCreated,
      submits: (epochs - 1) * 5,
    });
  });

  test('across epochs with validation', async () => {
    const vae = await createVae({ burst: 1 });
    const validation = toDataset(rowsU8(9, TINY.input, 1), TINY.input);
    const counted = await afterFirstEpoch(vae, rowsU8(37), { epochs, validation });
    expect(counted).toMatchObject(nothingCreated);
  });

  test('across epochs of a convolutional model, its validation included', async () => {
    const model = { config: undefined, architecture: CONVOLUTIONAL_VAE };
    const vae = await createVae({ ...model, burst: 1 });
    const columns = flatSize(CONVOLUTIONAL_VAE.input);
    const validation = toDataset(rowsU8(9, columns, 1), columns);
    const data = rowsU8(37, columns);
    const counted = await afterFirstEpoch(vae, data, { epochs, validation });
    expect(counted).toMatchObject(nothingCreated);
    expect(counted.dispatches).toBeGreaterThan(0);
  });

  test.each(OTHERS)('across epochs of a model with %s', async (_, architecture, rows) => {
    const vae = await createVae({ config: undefined, architecture, burst: 1 });
    const options = { epochs, validation: rows(9, 1) };
    const counted = await afterFirstEpoch(vae, rows(37, 0), options);
    expect(counted).toMatchObject(nothingCreated);
    expect(counted.dispatches).toBeGreaterThan(0);
  });

  test('across epochs of a model of two modalities, of which one is missing in some rows', async () => {
    const own = { encoder: [], decoder: [] };
    const vae = await createVae({
      ...{ config: undefined, burst: 1 },
      architecture: {
        family: 'multimodal',
        modalities: { image: { input: 5, ...own }, word: { input: 3, ...own } },
        latent: 2,
        joint: 'mixtureOfProducts',
      },
    });
    const present = Uint8Array.from({ length: 37 * 2 }, (_, i) => (i % 5 === 4 ? 0 : 1));
    const data = { image: rowsU8(37, 5), word: rowsU8(37, 3), present };
    const counted = await afterFirstEpoch(vae, data, { epochs, validation: data });
    expect(counted).toMatchObject(nothingCreated);
    expect(counted.dispatches).toBeGreaterThan(0);
  });

  test('across bursts whose length is chosen by time', async () => {
    const vae = await createVae({ burst: 'auto' });
    expect(await afterFirstEpoch(vae, rowsU8(120), { epochs })).toMatchObject(nothingCreated);
  });

  test.each([
    ['drawn noise', undefined],
    ['given noise', new Float32Array(8 * TINY.latent).fill(0.5)],
  ])('with repeated step() and %s', async (_, noise) => {
    const vae = await createVae();
    const step = () => vae.step(rowsU8(8), noise ? { noise } : {});
    await step();
    const warm = { ...calls };
    for (let i = 0; i < 10; i++) await step();
    expect(difference(warm, calls)).toMatchObject(nothingCreated);
  });

  test('with repeated fit, evaluate, encode, decode, sample and save', async () => {
    const vae = await createVae();
    const use = async () => {
      await vae.fit(rowsU8(16), { epochs: 1 });
      await vae.evaluate(rowsU8(16));
      await vae.encode(rowsU8(16));
      await vae.save();
      await vae.decode(new Float32Array(200 * TINY.latent));
      await vae.sample(200, 1);
    };
    await use();
    const warm = { ...calls };
    await use();
    expect(difference(warm, calls)).toMatchObject(nothingCreated);
  });
});

test('32 steps of 64-32-(4+4)-32-64 are one submit', async () => {
  const config = { input: 64, hidden: [32], latent: 4 };
  // Snapshots for device losses are separate submits at intervals.
  const run = { burst: MAX_BURST, snapshotSteps: 10_000, maxSubmitMs: 1e9 };
  const vae = await createVae({ config, ...run });
  const counted = await afterFirstEpoch(vae, rowsU8(2 * MAX_BURST * 8, 64), { epochs: 2 });
  expect(counted).toMatchObject({ ...nothingCreated, submits: 2 });
  expect(vae.statistics.stepsPerSubmit).toBe(MAX_BURST);
});

test('a step of the seed model takes at most 20 dispatches, copies and clears', async () => {
  const vae = await createVae({ config: {}, batchSize: 4, burst: 8 });
  expect(vae.config).toMatchObject({ input: 784, hidden: [400], latent: 20 });
  const counted = await afterFirstEpoch(vae, rowsU8(8 * 4, 784), { epochs: 2 });
  expect((counted.dispatches + counted.copies + counted.clears) / 8).toBeLessThanOrEqual(20);
  expect(counted.dispatches / 8).toBeGreaterThanOrEqual(vae.statistics.dispatchesPerStep);
});

test('no burst waits for the results of the two before it', async () => {
  const bursts = 6;
  const vae = await createVae({ burst: 2 });
  let submitted = 0;
  watch(GPUComputePassEncoder, 'end', () => {
    submitted += 1;
  });
  let results = 0;
  wrap(GPUBuffer, 'mapAsync', (original) => {
    return async function (this: unknown, ...args) {
      await original.apply(this, args);
      if (submitted === 0) return; // the state before the first burst
      results += 1;
      const burst = results;
      // Held back until two more bursts are submitted.
      const deadline = performance.now() + 20_000;
      while (submitted < Math.min(burst + 2, bursts)) {
        if (performance.now() > deadline) throw new Error(`a burst waits for burst ${burst}`);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
  });
  await vae.fit(rowsU8(bursts * 2 * 8), { epochs: 1 });
  expect(submitted).toBe(bursts);
  expect(results).toBeGreaterThanOrEqual(bursts);
});
