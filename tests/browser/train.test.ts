import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadDataset } from '../../src/node/loadDataset.ts';
import { loadMnist } from '../../src/node/mnist.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { buildLibrary } from '../support/library.ts';
import { TestRandom } from '../support/random.ts';
import { openServedPage, type ServedPage } from '../support/servedPage.ts';
import { suiteAdapter } from '../support/suiteAdapter.ts';
import { SEED_CONFIG } from '../support/vaeModel.ts';

const pixels = 784;
const digits = 512;

let folder: TemporaryFolder;
let served: ServedPage;

beforeAll(async () => {
  folder = await temporaryFolder('browser');
  await cp(fileURLToPath(new URL('page', import.meta.url)), folder.path, { recursive: true });
  await buildLibrary(join(folder.path, 'dist'));
  const { train } = await loadMnist();
  await writeFile(join(folder.path, 'digits.bin'), train.data.subarray(0, digits * pixels));
  served = await openServedPage(folder.path);
  await served.page.waitForFunction('globalThis.page !== undefined');
});

afterAll(async () => {
  await served?.close();
  await folder?.remove();
});

/** Calls a function of the page. The test checks its result field by field. */
// biome-ignore lint/suspicious/noExplicitAny: the page is another program, its answer plain JSON.
const call = (code: string): Promise<any> => served.page.evaluate(`page.${code}`);

it('trains on digits: the loss falls', async () => {
  const steps = 24;
  const { adapter, stepCount, statistics, before, losses, after } = await call(`train(${steps})`);
  expect(stepCount).toBe(steps);
  expect(adapter.software).toBe(suiteAdapter() === 'software');
  expect(statistics.dispatchesPerStep).toBeGreaterThan(0);
  // Before training, each pixel costs about ln 2.
  expect(before.elbo).toBeGreaterThan(500);
  expect(before.elbo).toBeLessThan(600);
  expect(losses[0]).toBeGreaterThan(losses.at(-1));
  expect(after.elbo).toBeLessThan(0.75 * before.elbo);
  expect(after.elbo).toBeCloseTo(after.reconstruction + after.kl, 3);
});

it('encodes, decodes, samples and interpolates', async () => {
  const { means, ...result } = await call('useModel()');
  expect(result).toEqual({
    mu: 5 * 8,
    logvar: 5 * 8,
    decoded: 5 * pixels,
    reconstructionIsDecodedMean: true,
    samples: 3 * pixels,
    samplesRepeat: true,
    samplesFollowSeed: true,
    way: 4 * pixels,
    wayStartsAtFirst: true,
  });
  expect(means[0]).toBeGreaterThanOrEqual(0);
  expect(means[1]).toBeLessThanOrEqual(1);
  expect(means[1]).toBeGreaterThan(means[0]);
});

it('loads what it saved: the same reconstructions, and training goes on the same', async () => {
  const { bytes, ...result } = await call('saveAndLoad()');
  expect(result).toEqual({
    config: { ...SEED_CONFIG, hidden: [64], latent: 8 },
    stepCount: 12,
    reconstructions: true,
    continued: true,
  });
  expect(bytes).toBeGreaterThan(0);
});

it('keeps checkpoints in IndexedDB: replaced whole, listed, loaded from a Blob, deleted', async () => {
  expect(await call('keepInBrowser()')).toEqual({
    names: ['a', 'b'],
    same: true,
    stepCount: 4,
    missing: 'CheckpointError: no stored checkpoint is named "b"; there are: a',
  });
});

it('profiles a step by timestamps and leaves the model where it was', async () => {
  const { profile, trace, stepCount } = await call('profileStep()');
  expect(stepCount).toBe(0);
  expect(profile.clock.kind).toBe('timestamps');
  expect(profile.stepMs).toBeGreaterThan(0);
  // A name for the process and each of two threads, the whole step, its dispatches.
  expect(trace.traceEvents).toHaveLength(3 + 1 + profile.dispatchCount);
});

it('reads files of pictures as Node does', async () => {
  const pictures = join(folder.path, 'pictures');
  await mkdir(pictures);
  const random = new TestRandom(3);
  const files = [1, 3, 4].map((channels) => {
    const [width, height] = [37, 24];
    const data = Uint8Array.from(random.integers(width * height * channels, 256));
    // Browsers keep colours multiplied by alpha, in bytes: only 0 and 255 lose nothing.
    if (channels === 4) for (let i = 3; i < data.length; i += 4) data[i] = i % 3 ? 255 : 0;
    return encode({ width, height, channels: channels as 1, data });
  });
  for (const [i, file] of files.entries()) await writeFile(join(pictures, `${i}.png`), file);
  const bytes = files.map((file) => [...file]);
  for (const options of [{}, { size: 9 }, { size: 30, channels: 'grey' }] as const) {
    const { train } = await loadDataset(pictures, options);
    const read = await call(`readPictures(${JSON.stringify(bytes)}, ${JSON.stringify(options)})`);
    expect(read).toEqual({
      rows: 3,
      shape: train.shape,
      data: [...train.data],
      first: [...train.data.subarray(0, train.columns)],
    });
  }
  expect(await call(`readPictures([[1, 2, 3]], {})`)).toEqual({
    error: 'DataError: "0.png" is no picture that this browser can decode, or is damaged',
  });
  expect(await call(`readPictures([], {})`)).toEqual({
    error: 'DataError: fromImageFiles takes at least one file, got none',
  });
});

it("leaves the caller's device alive", async () => {
  const { lost, elbo } = await call('keepCallersDevice()');
  expect(lost).toBe(false);
  expect(elbo).toBeGreaterThan(500);
});

it('left nothing in the console and no failed request', () => {
  expect(served.problems).toEqual([]);
});
