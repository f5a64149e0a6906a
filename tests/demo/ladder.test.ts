import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { loss, openDemo, press, show, waitForButton } from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({
    address:
      '?model=ladder&latent=4&hidden=64&images=1280&epochs=2&learningRate=0.003&backend=wasm',
  });
  await waitForButton(served.page, 'Train');
});

afterAll(() => served?.close());

it('trains a ladder and shows its samples', async () => {
  const { page } = served;
  expect(await page.$('::-p-aria(Hidden layers[role="textbox"])')).not.toBeNull();
  await press(page, 'Train');
  await waitForButton(page, 'Train on', 120_000);
  // Guessing every pixel costs 784 ln 2 = 543 nats.
  expect(await loss(page, 'Test', 'Reconstruction')).toBeLessThan(300);
  const levels = (await loss(page, 'Test', 'KL 1')) + (await loss(page, 'Test', 'KL 2'));
  expect(levels).toBeCloseTo(await loss(page, 'Test', 'KL'), 1);
  await page.waitForSelector('.panel.reconstructions canvas');
}, 150_000);

it('explores the code of both levels', async () => {
  const { page } = served;
  await show(page, 'Explore');
  // Four of the lower level, then two of the upper one.
  await page.waitForSelector('::-p-aria(z6[role="slider"])');
  expect(await page.$('::-p-aria(z7[role="slider"])')).toBeNull();
}, 30_000);
