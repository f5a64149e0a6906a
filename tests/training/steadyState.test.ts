import { beforeEach, describe, expect, test } from 'vitest';
import { type FitOptions, type ModelRows, toDataset, type VAE } from '../../src/index.ts';
import { flatSize } from '../../src/layers/layer.ts';
import { MAX_BURST } from '../../src/runtime/maxBurst.ts';
import { CONVOLUTIONAL_VAE } from '../support/convolutionalVae.ts';
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
