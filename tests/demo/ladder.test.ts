import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { loss, openDemo, pixels, press, show, waitForButton } from './support/demoPage.ts';

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
  const hints = await page.$$eval('.panel.kl .hint', (all) => all.map((each) => each.textContent));
  expect(
    hints.map((hint) => hint?.replace(/\d+ of/, 'n of').replace(/ [\d.]+ nats/, ' x nats')),
  ).toEqual([
    'Level 1: n of 4 units active; together they carry x nats.',
    'Level 2: n of 2 units active; together they carry x nats.',
  ]);
}, 150_000);

it('explores the code of both levels', async () => {
  const { page } = served;
  await show(page, 'Explore');
  // Four of the lower level, then two of the upper one.
  await page.waitForSelector('::-p-aria(z6[role="slider"])');
  expect(await page.$('::-p-aria(z7[role="slider"])')).toBeNull();
}, 30_000);

/** Chooses a segment of the control named "Level" in a panel. */
async function chooseLevel(panel: string, level: string): Promise<void> {
  const { page } = served;
  await page.waitForSelector(`.${panel} .segments`);
  await page.evaluate(
    (wanted, text) => {
      const fields = [...document.querySelectorAll(`.${wanted} .segments`)];
      const field = fields.find((each) => each.querySelector('legend')?.textContent === 'Level');
      const labels = [...(field?.querySelectorAll('label') ?? [])];
      labels
        .find((each) => each.textContent === text)
        ?.querySelector('input')
        ?.click();
    },
    panel,
    level,
  );
}

it('changes one level and leaves the other', async () => {
  const { page } = served;
  const values = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.latent-sliders input')].map((input) =>
        Number((input as HTMLInputElement).value),
      ),
    );
  await press(page, 'Random point');
  await page.waitForFunction(
    () => (document.querySelector('.latent-sliders input') as HTMLInputElement)?.value !== '0',
  );
  const before = await values();
  await chooseLevel('point', '2');
  await page.waitForFunction(() => document.querySelectorAll('.latent-sliders input').length === 2);
  await press(page, 'Origin');
  await chooseLevel('point', 'all');
  await page.waitForFunction(() => document.querySelectorAll('.latent-sliders input').length === 6);
  expect(await values()).toEqual([...before.slice(0, 4), 0, 0]);
}, 30_000);

it('draws samples with a temperature for each level', async () => {
  const { page } = served;
  const image = '24 samples by level';
  const cool = async (level: string) => {
    const before = await pixels(page, image);
    const slider = await page.waitForSelector(`::-p-aria(${level}[role="slider"])`);
    await slider?.focus();
    await page.keyboard.press('Home');
    await expect
      .poll(async () => (await pixels(page, image)).join(), { timeout: 20_000 })
      .not.toBe(before.join());
  };
  await cool('Level 1');
  await cool('Level 2');
  // Without noise all samples are the image of the priors' means.
  const still = await pixels(page, image);
  const width = await page.$eval(
    `canvas[aria-label="${image}"]`,
    (canvas) => (canvas as HTMLCanvasElement).width,
  );
  const corner = (x: number, y: number) =>
    Array.from({ length: 28 }, (_, row) => {
      const first = 4 * ((y + row) * width + x);
      return still.slice(first, first + 4 * 28).join();
    }).join();
  const step = 28 + 1;
  for (let i = 1; i < 12; i++) expect(corner(i * step, 0)).toBe(corner(0, 0));
  expect(corner(0, step)).toBe(corner(0, 0));
}, 90_000);

it('interpolates in one level', async () => {
  const { page } = served;
  const strip = '11 images on the way from A to B';
  const whole = (await pixels(page, strip)).join();
  await chooseLevel('interpolation', '2');
  await expect
    .poll(async () => (await pixels(page, strip)).join(), { timeout: 20_000 })
    .not.toBe(whole);
}, 30_000);

it('left nothing in the console and no failed request', () => {
  expect(served.problems).toEqual([]);
});
