import { expect, test } from 'vitest';
import { toDataset, VAE, type VaeConfigChoice } from '../../src/index.ts';
import { createVae, device, TINY, TINY_BATCH } from './models.ts';
import { rowsU8 } from './rows.ts';

const data = rowsU8(48);

test.each<[string, VaeConfigChoice]>([
  ['hidden values', { inputDropout: 0.3 }],
  ['rows of length 1', { normalizeInput: true }],
  ['fixed binary values', { binarize: 'static' }],
  ['binary values drawn anew', { binarize: 'dynamic' }],
])('with %s the loss falls, and evaluation is the same twice', async (_, choice) => {
  const vae = await createVae({ config: { ...TINY, ...choice }, learningRate: 1e-2 });
  const before = await vae.evaluate(data);
  expect(await vae.evaluate(data)).toEqual(before);
  await vae.fit(data, { epochs: 10 });
  expect((await vae.evaluate(data)).elbo).toBeLessThan(before.elbo - 1);
});

test('with flips the loss falls, and evaluation is the same twice', async () => {
  const input = [3, 4, 3];
  const layers = [{ kind: 'dense', units: 16 }] as const;
  const architecture = { input, encoder: layers, latent: 3, decoder: layers, flip: true };
  const images = toDataset(rowsU8(48, 36), 36);
  const vae = await VAE.create({ device, architecture, batchSize: TINY_BATCH, learningRate: 1e-2 });
  const before = await vae.evaluate(images);
  expect(await vae.evaluate(images)).toEqual(before);
  await vae.fit(images, { epochs: 10 });
  expect((await vae.evaluate(images)).elbo).toBeLessThan(before.elbo - 1);
  vae.dispose();
});
