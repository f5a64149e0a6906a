import { expect, test } from 'vitest';
import type { VaeConfigChoice } from '../../src/index.ts';
import { createVae, TINY } from './models.ts';
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
