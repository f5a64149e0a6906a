import { afterAll, expect, test, vi } from 'vitest';
import { openSuiteGpu } from '../support/suiteAdapter.ts';
import { rowsU8 } from '../training/rows.ts';

/** Held while the process runs: Dawn aborts if it is collected while a device exists. */
const opened = await openSuiteGpu();
const device = await opened.adapter.requestDevice();
afterAll(() => device.destroy());

const columns = 12;
const data = rowsU8(16, columns);

/** The library in a fresh module registry, like on a newly opened page: only `VAE` is loaded. */
async function freshVae() {
  vi.resetModules();
  const { VAE } = await import('../../src/api/vae.ts');
  const config = { input: columns, hidden: [9], latent: 2 };
  return { VAE, vae: await VAE.create({ device, batchSize: 8, config }) };
}

test('a model that was never trained encodes, decodes, samples, and is saved and loaded', async () => {
  const { VAE, vae } = await freshVae();
  expect(vae.statistics).toEqual({ dispatchesPerStep: 0, stepsPerSubmit: 0 });
  expect([vae.epoch, vae.stepCount]).toEqual([0, 0]);
  const { mu } = await vae.encode(data);
  expect(await vae.decode(mu)).toHaveLength(16 * columns);
  expect(await vae.sample(3, 1)).toHaveLength(3 * columns);
  const again = await VAE.load(await vae.save(), { device });
  expect((await again.encode(data)).mu).toEqual(mu);
  expect((await vae.saveDecoder()).length).toBeGreaterThan(100);
  again.dispose();
  vae.dispose();
});

test.each<[string, (vae: Awaited<ReturnType<typeof freshVae>>['vae']) => Promise<unknown>]>([
  ['fit', (vae) => vae.fit(data, { epochs: 1 })],
  ['evaluate', (vae) => vae.evaluate(data)],
  ['estimateNll', (vae) => vae.estimateNll(data, { samples: 2 })],
  ['diagnose', (vae) => vae.diagnose(data)],
  ['manifold', (vae) => vae.manifold({ size: 2 })],
  ['nearestNeighbours', (vae) => vae.nearestNeighbours(data, data, 1)],
  ['profile', (vae) => vae.profile(data, { steps: 1, mode: 'step' })],
  ['tune', (vae) => vae.tune({ budgetMs: 1, variants: ['direct_4x8'] })],
])('%s is the first thing asked of a model and loads what it needs', async (_, use) => {
  const { vae } = await freshVae();
  expect(await use(vae)).toBeDefined();
  vae.dispose();
});

test('variants that are asked for are loaded with the model', async () => {
  vi.resetModules();
  const { VAE } = await import('../../src/api/vae.ts');
  const config = { input: columns, hidden: [9], latent: 2 };
  const variants = { default: 'split_8x8' } as const;
  const vae = await VAE.create({ device, batchSize: 8, config, variants });
  expect(await vae.sample(2, 1)).toHaveLength(2 * columns);
  vae.dispose();
});
