import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { expectAccessible } from './support/accessibility.ts';
import {
  bytesOf,
  drop,
  enter,
  openDemo,
  pixels,
  press,
  show,
  waitForButton,
} from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({ address: '?backend=wasm#words' });
  await served.page.waitForSelector('.words .read');
});

afterAll(() => served?.close());

const textOf = (selector: string): Promise<string> =>
  served.page.$eval(selector, ({ textContent }) => textContent ?? '');

/** Waits for the word that the model reads. */
async function word(of: string): Promise<void> {
  await served.page.waitForFunction(
    (wanted) => document.querySelector('.read .said')?.textContent === wanted,
    { timeout: 10_000 },
    of,
  );
}

it('learns digits and their words, and reads most test images', async () => {
  const { page } = served;
  await enter(page, 'Epochs', '3');
  await press(page, 'Train');
  await waitForButton(page, 'Train on');
  await page.waitForFunction(
    (least) => {
      const text = document.querySelector('.read .panel-head .about')?.textContent ?? '';
      return Number(/([\d.]+) % get their word/.exec(text)?.[1]) > least;
    },
    { timeout: 10_000 },
    80,
  );
  const [image, said] = [
    await page.$$('.word-samples canvas'),
    await page.$$('.word-samples span'),
  ];
  expect(image).toHaveLength(12);
  expect(said).toHaveLength(12);
}, 180_000);

it('reads a stroke that is drawn', async () => {
  const { page } = served;
  const canvas = await page.waitForSelector('.words .drawing');
  await canvas?.scrollIntoView();
  const box = await canvas?.boundingBox();
  if (!box) throw new Error('no canvas');
  // A one: from the middle of the top downwards.
  await page.mouse.move(box.x + box.width / 2, box.y + 0.2 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 0.8 * box.height, { steps: 8 });
  await page.mouse.up();
  await word('one');
  await page.waitForSelector('.read .share-list li:nth-child(10)');
  await press(page, 'Clear');
  await word('');
});

it('is accessible with a trained model, light and dark, and on a phone', async () => {
  await expectAccessible(served.page);
});

it('makes images of words that are typed, and names what it does not know', async () => {
  const { page } = served;
  await enter(page, 'Words', 'One zero');
  const ink = async (of: string) =>
    (await pixels(page, `8 images of ${of}`)).reduce((sum, value) => sum + value, 0);
  // A nought has about twice the ink of a one.
  await page.waitForFunction(() => document.querySelectorAll('.write figure').length === 2);
  expect(await ink('zero')).toBeGreaterThan(await ink('one'));
  await enter(page, 'Words', '7 eleven');
  await page.waitForSelector('canvas[aria-label="8 images of seven"]');
  expect(await textOf('.write .hint')).toContain('does not know eleven');
  await enter(page, 'Words', 'eleven');
  await page.waitForFunction(() => !document.querySelector('.write figure'));
});

it('says so where images have no words', async () => {
  const { page } = served;
  await show(page, 'Your data');
  const row = Array.from({ length: 16 }, (_, i) => i * 16);
  const lines = Array.from({ length: 40 }, (_, i) => row.map((value) => (value + i) % 256).join());
  await drop(page, { 'grey.csv': bytesOf(lines.join('\n')) });
  await press(page, 'Use these images');
  await show(page, 'Words');
  await page.waitForSelector('.no-words');
  expect(await textOf('.no-words')).toContain('have no labels');
  expect(served.problems).toEqual([]);
});
