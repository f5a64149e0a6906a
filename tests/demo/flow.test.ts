import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { loss, openDemo, press, show, waitForButton } from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({
    address: '?model=flow&latent=2&hidden=64&images=1280&epochs=2&learningRate=0.003&backend=wasm',
  });
  await waitForButton(served.page, 'Train');
});

afterAll(() => served?.close());

it('trains a posterior with flows, which has no KL of each dimension', async () => {
  const { page } = served;
  await press(page, 'Train');
  await waitForButton(page, 'Train on', 120_000);
  // Guessing every pixel costs 784 ln 2 = 543 nats.
  expect(await loss(page, 'Test', 'Reconstruction')).toBeLessThan(300);
  await page.waitForSelector('.panel.reconstructions canvas');
  expect(await page.$('.panel.kl')).toBeNull();
}, 150_000);

it('shows samples of its posteriors on the map', async () => {
  const { page } = served;
  await show(page, 'Explore');
  await page.waitForFunction(() =>
    /[1-9][\d,]* test images/.test(document.querySelector('.map-panel')?.textContent ?? ''),
  );
  await press(page, 'Take a test image’s sample');
  await page.waitForFunction(() =>
    document.querySelector('.told')?.textContent?.startsWith('A sample of test image'),
  );
  const values = await page.$$eval('.latent-sliders input', (inputs) =>
    inputs.map((input) => Number((input as HTMLInputElement).value)),
  );
  expect(values).toHaveLength(2);
  expect(values.every((value) => value !== 0)).toBe(true);
}, 60_000);

it('left nothing in the console and no failed request', () => {
  expect(served.problems).toEqual([]);
});
