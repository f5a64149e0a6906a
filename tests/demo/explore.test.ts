import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { openDemo, pixels, press, show, train, waitForButton } from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  // Long enough that a drawn bar is not reconstructed as the mean of all digits.
  served = await openDemo({
    address: '?latent=2&hidden=64&images=2560&epochs=5&learningRate=0.005',
  });
  await waitForButton(served.page, 'Train');
  await train(served.page);
  await show(served.page, 'Explore');
});

afterAll(() => served?.close());

/** Waits until a picture has changed. */
async function changed(label: string, before: readonly number[]): Promise<number[]> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const now = await pixels(served.page, label);
    if (now.some((value, i) => value !== before[i])) return now;
    if (Date.now() > deadline) throw new Error(`"${label}" stayed as it was`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const slider = (page: Page, name: string) =>
  page.waitForSelector(`::-p-aria(${name}[role="slider"])`);

it('sliders change the image, and the handle on the map changes it too', async () => {
  const { page } = served;
  const before = await pixels(page, 'The image at z');
  const first = await slider(page, 'z1');
  await first?.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp');
  const slid = await changed('The image at z', before);
  const handle = await page.waitForSelector('::-p-aria(z on the map)');
  await handle?.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowUp');
  await changed('The image at z', slid);
  expect(
    await (await slider(page, 'z2'))?.evaluate((input) => (input as HTMLInputElement).value),
  ).not.toBe('0');
});

it('while it trains, a slider is answered', async () => {
  const { page } = served;
  await press(page, 'Train on');
  await page.waitForFunction(
    () => document.querySelector('.transport .primary')?.textContent === 'Pause',
  );
  const before = await pixels(page, 'The image at z');
  const first = await slider(page, 'z1');
  await first?.focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('PageDown');
  await changed('The image at z', before);
  await press(page, 'Stop');
  await waitForButton(page, 'Train on');
});

it('a drawn digit is reconstructed: ink comes back where it was drawn', async () => {
  const { page } = served;
  const canvas = await page.waitForSelector('canvas[aria-label^="Drawing canvas"]');
  await canvas?.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = await canvas?.boundingBox();
  if (!box) throw new Error('no canvas to draw on');
  const [x, top, bottom] = [
    box.x + box.width / 2,
    box.y + 0.15 * box.height,
    box.y + 0.85 * box.height,
  ];
  await page.mouse.move(x, top);
  await page.mouse.down();
  await page.mouse.move(x, bottom, { steps: 12 });
  await page.mouse.up();
  const seen = await pixels(page, 'The drawing as the model sees it');
  const made = await pixels(page, "The drawing's reconstruction");
  const grey = (values: readonly number[]) => values.filter((_, i) => i % 4 === 0);
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const drawn = grey(seen);
  const ink = grey(made).filter((_, i) => (drawn[i] ?? 0) > 200);
  const paper = grey(made).filter((_, i) => drawn[i] === 0);
  expect(drawn).toHaveLength(28 * 28);
  expect(ink.length).toBeGreaterThan(20);
  expect(mean(ink)).toBeGreaterThan(3 * mean(paper));
  await press(page, 'Clear');
  expect(await page.$('canvas[aria-label="The drawing as the model sees it"]')).toBeNull();
});

it('left nothing in the console and no failed request', () => {
  expect(served.problems).toEqual([]);
});
