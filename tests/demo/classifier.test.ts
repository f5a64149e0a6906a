import axe from 'axe-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { loss, openDemo, pixels, press, show, waitForButton } from './support/demoPage.ts';

const VIEWS = ['Train', 'Explore', 'Profile', 'Keep'];

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({
    address: '?latent=4&hidden=64&images=2560&epochs=3&learningRate=0.003',
  });
  await waitForButton(served.page, 'Train');
});

afterAll(() => served?.close());

/** Picks an option of a choice by its text. */
async function choose(label: string, text: string): Promise<void> {
  const select = await served.page.waitForSelector(`::-p-aria(${label}[role="combobox"])`);
  const value = await select?.evaluate((element, wanted) => {
    const options = [...(element as HTMLSelectElement).options];
    return options.find((option) => option.text === wanted)?.value;
  }, text);
  if (!value) throw new Error(`no option "${text}" of ${label}`);
  await select?.select(value);
}

const text = (selector: string): Promise<string> =>
  served.page.$eval(selector, (element) => (element as HTMLElement).innerText);

/** A share in percent of the table under the loss chart. */
async function accuracy(row: number): Promise<number> {
  const cell = `table.losses tbody tr:nth-child(${row}) td:nth-child(4)`;
  return Number.parseFloat(await text(cell));
}

it('is chosen with its usual β, and shows what it will show', async () => {
  const { page } = served;
  await choose('Model', 'Classifier');
  await page.waitForFunction(() => location.search.includes('model=vib'));
  const query = new URL(page.url()).searchParams;
  expect(query.get('beta')).toBe('0.001');
  expect(query.get('latent')).toBe('4');
  await page.waitForSelector('.predictions .hint');
  expect(await page.$('.panel.reconstructions')).toBeNull();
  expect(await page.$('::-p-aria(Likelihood[role="combobox"])')).toBeNull();
});

it('learns to classify, by the figures that the model names', async () => {
  const { page } = served;
  await press(page, 'Train');
  await waitForButton(page, 'Train on');
  const heads = await page.$$eval('table.losses thead th', (cells) =>
    cells.map(({ textContent }) => textContent),
  );
  expect(heads).toEqual(['Figure', 'Cross-entropy', 'KL', 'Accuracy']);
  // Guessing costs ln 10 nats and is right one time in ten.
  expect(await loss(page, 'Test', 'Cross-entropy')).toBeLessThan(Math.log(10));
  expect(await loss(page, 'Training', 'KL')).toBeGreaterThan(0);
  expect(await accuracy(1)).toBeGreaterThan(50);
  expect(await accuracy(2)).toBeGreaterThan(50);
  expect(await text('.figures')).toMatch(/Accuracy\s+\d+\.\d %/);
});

it('shows test images with class and probabilities, wrong ones first', async () => {
  const { page } = served;
  // The last look comes after the end of training.
  await page.waitForFunction(() => {
    const rate = document.querySelector('.predictions .error-rate')?.textContent ?? '';
    return Number.parseFloat(rate) < 50;
  });
  expect(Number.parseFloat(await text('.predictions .error-rate'))).toBeGreaterThan(0);
  const judged = await page.$$eval('.judged > li', (items) =>
    items.map((item) => ({
      right: item.className === 'right',
      said: item.querySelector('.said')?.textContent ?? '',
      classes: [...item.querySelectorAll('.label')].map(({ textContent }) => textContent),
      shares: [...item.querySelectorAll('ol li')].map((each) =>
        Number.parseFloat(each.textContent?.split(' ').at(-2) ?? ''),
      ),
    })),
  );
  expect(judged).toHaveLength(12);
  expect(judged[0]?.right).toBe(false);
  const firstRight = judged.findIndex(({ right }) => right);
  if (firstRight >= 0) expect(judged.slice(firstRight).every(({ right }) => right)).toBe(true);
  for (const { right, said, classes, shares } of judged) {
    expect(said).toMatch(right ? /^Right: \d$/ : /^\d, but is \d$/);
    expect(said).toContain(classes[0]);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(100.2);
  }
  expect(new Set(await pixels(page, 'Test image')).size).toBeGreaterThan(20);
});

it('is not explored, and the view says why', async () => {
  const { page } = served;
  await show(page, 'Explore');
  await page.waitForSelector('.panel.no-model');
  expect(await text('.panel.no-model')).toMatch(
    /This model has no decoder[\s\S]+can encode and classify images, but not decode/,
  );
  await press(page, 'To the settings');
  await page.waitForSelector('.predictions');
});

it('is kept without a decoder and profiled', async () => {
  const { page } = served;
  await show(page, 'Keep');
  await page.waitForSelector('.statistics');
  // 784-64-(4+4), then 4-10.
  expect(await text('.statistics')).toContain('784-64-4 after 3 epochs');
  expect(await text('.statistics')).toContain('50,810 parameters');
  expect(await text('.panel.images')).toContain('has no decoder');
  expect(await page.$('::-p-aria(Download decoder[role="button"])')).toBeNull();
});

it.each([
  ['light', 1280],
  ['dark', 390],
])('has no violation, %s, %i pixels wide', async (scheme, width) => {
  const { page } = served;
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setViewport({ width, height: 900 });
  await page.evaluate(axe.source);
  for (const view of VIEWS) {
    await show(page, view);
    await page.waitForSelector('.view .panel');
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }),
    );
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, view).toBeLessThanOrEqual(0);
  }
});

it('comes back from its link, and makes way for a VAE', async () => {
  const { page } = served;
  await page.reload();
  await waitForButton(page, 'Train');
  await show(page, 'Train');
  await page.waitForSelector('.predictions');
  await choose('Model', 'VAE');
  await page.waitForSelector('.panel.reconstructions');
  expect(new URL(page.url()).searchParams.get('beta')).toBe('1');
});

it('left nothing in the console and no failed request', () => {
  expect(served.problems).toEqual([]);
});
