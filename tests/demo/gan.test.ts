import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { expectAccessible } from './support/accessibility.ts';
import { enter, loss, openDemo, pixels, press, waitForButton } from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({ address: '?backend=wasm#gan' });
  await served.page.waitForSelector('.gan .both');
});

afterAll(() => served?.close());

/** A column of the table of figures, once it is known: of test images, of the VAE, of the VAE-GAN. */
async function verdicts(column: number): Promise<number[]> {
  const cells = await served.page.$$eval(
    '.verdicts tbody tr',
    (rows, place) => rows.map((row) => row.children[place]?.textContent ?? ''),
    column,
  );
  return cells.map((cell) => Number.parseFloat(cell));
}

/** Samples of a model that are drawn after so many steps. */
const samples = (model: string, steps: number) =>
  pixels(served.page, `24 samples of the ${model} after ${steps} steps`);

it('trains a VAE and a VAE-GAN in turn, and shows samples of the same codes', async () => {
  const { page } = served;
  await enter(page, 'Hidden units', '64');
  await enter(page, 'Training images', '2560');
  await enter(page, 'Epochs', '2');
  await press(page, 'Train');
  await waitForButton(page, 'Train on');
  // 2 epochs of 40 batches.
  const [vae, gan] = [await samples('VAE', 80), await samples('VAE-GAN', 80)];
  expect(new Set(vae).size).toBeGreaterThan(50);
  expect(gan).not.toEqual(vae);
  expect(gan).toHaveLength(vae.length);
  // The loss of an untrained VAE is 784 ln 2 = 543 nats.
  expect(await loss(page, 'Test', '−ELBO')).toBeLessThan(300);
  await page.waitForFunction(
    () => !document.querySelector('.verdicts tbody')?.textContent?.includes('–'),
  );
  const [ofTest = 0, ofVae = 0, ofGan = 0] = await verdicts(1);
  expect(ofTest).toBeGreaterThan(ofGan);
  expect(ofGan).toBeGreaterThan(ofVae);
  const real = await verdicts(2);
  expect(Math.max(...real)).toBe(real[0]);
}, 180_000);

it('is accessible with a trained model, light and dark, and on a phone', async () => {
  await expectAccessible(served.page);
});

it('makes other samples, and nothing is wrong in the console', async () => {
  const { page } = served;
  const before = await page.$eval('.both canvas', (canvas) =>
    (canvas as HTMLCanvasElement).toDataURL(),
  );
  await press(page, 'Others');
  await page.waitForFunction(
    (old) => document.querySelector<HTMLCanvasElement>('.both canvas')?.toDataURL() !== old,
    {},
    before,
  );
  expect(served.problems).toEqual([]);
});
