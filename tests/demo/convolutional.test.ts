import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { loss, openDemo, press, waitForButton } from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({
    address: '?model=conv&latent=4&images=1280&epochs=2&learningRate=0.003&backend=wasm',
  });
  await waitForButton(served.page, 'Train');
});

afterAll(() => served?.close());

it('trains the convolutional model, which has no widths to choose, and shows its samples', async () => {
  const { page } = served;
  expect(await page.$('::-p-aria(Latent dimensions[role="textbox"])')).not.toBeNull();
  expect(await page.$('::-p-aria(Hidden layers[role="textbox"])')).toBeNull();
  await press(page, 'Train');
  await waitForButton(page, 'Train on', 240_000);
  // Guessing every pixel costs 784 ln 2 = 543 nats.
  expect(await loss(page, 'Test', 'Reconstruction')).toBeLessThan(260);
  await page.waitForSelector('.panel.reconstructions canvas');
}, 300_000);
