import { afterAll, expect, test, vi } from 'vitest';
import type { ModelRows, VaeOptions } from '../../src/index.ts';
import { smallHierarchy } from '../support/smallHierarchy.ts';
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

const dense = [{ kind: 'dense', units: 9 }] as const;
const vaeOf = (latent: object) => ({
  ...{
    family: 'vae',
    input: columns,
    encoder: dense,
    latent: { size: 4, ...latent },
    decoder: dense,
  },
});
const small = { input: columns, hidden: [9], latent: 2 };
const architectures: readonly (readonly [string, object, ModelRows?])[] = [
  ['a plain VAE', vaeOf({})],
  ['a full Gaussian posterior', vaeOf({ kind: 'fullGaussian' })],
  ['a posterior of flows', vaeOf({ kind: 'flow', flows: [{ kind: 'planar', count: 2 }] })],
  ['a categorical code', vaeOf({ kind: 'categorical', classes: 2 })],
  ['a mixture as prior', vaeOf({ prior: { kind: 'mixture', components: 3 } })],
  ['a VampPrior', vaeOf({ prior: { kind: 'vamp', components: 3 } })],
  ['a prior of flows', vaeOf({ prior: { kind: 'flow', flows: ['maf'] } })],
  ['a hierarchy', smallHierarchy('hierarchical', columns)],
  ['a ladder', smallHierarchy('ladder', columns)],
  ['a classifier', { ...vaeOf({}), family: 'vib', classes: 3, decoder: undefined }],
  ['a VAE-GAN', { ...vaeOf({}), family: 'vae-gan' }],
  ['an adversarial autoencoder', { ...vaeOf({}), family: 'aae' }],
  ['a Wasserstein autoencoder', { ...vaeOf({}), family: 'wae' }],
  ['topics', { family: 'topics', input: columns, hidden: [9], topics: 2 }],
  ['a recommender', { family: 'recommendation', ...small }],
  ['counts', { family: 'counts', ...small }],
  [
    'a sequence',
    { family: 'sequence', length: 5, vocabulary: 9, hidden: 6, embedding: 3, latent: 2 },
    new Uint32Array(8 * 5).fill(4),
  ],
  [
    'two modalities',
    { family: 'multimodal', modalities: { a: { input: columns }, b: { input: 3 } }, latent: 2 },
    { a: rowsU8(8, columns), b: new Float32Array(8 * 3) } as never,
  ],
];

test.each(architectures)('each program of %s runs first', async (_, architecture, rows = data) => {
  const names = new Set<string>();
  for (let place = 0; place === 0 || place < names.size; place++) {
    vi.resetModules();
    const { VAE: Fresh } = await import('../../src/api/vae.ts');
    const { ConfigError } = await import('../../src/errors.ts');
    const vae = await Fresh.create({ device, batchSize: 8, architecture } as VaeOptions);
    for (const name of vae.programs) names.add(name);
    const name = [...names][place] as string;
    const found = await vae.run(name, rows as ModelRows).catch((error: unknown) => error);
    // A program that takes a code or a condition asks for it.
    const asks = found instanceof ConfigError && /the program takes "/.test(found.message);
    expect([name, asks || found instanceof Error ? String(found) : 'runs']).toEqual([
      name,
      asks ? String(found) : 'runs',
    ]);
    vae.dispose();
  }
});
