import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleTexts } from '../../demo/src/data/texts/textSet.ts';
import { tokenize } from '../../src/text/index.ts';
import type { ServedPage } from '../support/servedPage.ts';
import { bytesOf, drop, enter, loss, openDemo, press, waitForButton } from './support/demoPage.ts';

/** Words of two subjects of the sample, which no sentence joins. */
const BOATS = [
  'sailor',
  'captain',
  'fisherman',
  'pirate',
  'mends',
  'steers',
  'boat',
  'sail',
  'net',
];
const MEALS = ['cook', 'baker', 'waiter', 'guest', 'tastes', 'serves', 'soup', 'bread', 'cake'];

/** Most of the six samples. */
const MOST_SAMPLES = 4;

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({ address: '?backend=wasm#text' });
  await served.page.waitForSelector('.text .texts');
});

afterAll(() => served?.close());

/** The items of a list of a panel. */
const items = (panel: string): Promise<string[]> =>
  served.page.$$eval(`.${panel} .lines > li`, (all) => all.map((item) => item.textContent ?? ''));

/** Waits until a panel lists so many items. */
const listed = (panel: string, count: number) =>
  served.page.waitForFunction(
    (selector, wanted) => document.querySelectorAll(selector).length === wanted,
    { timeout: 30_000 },
    `.${panel} .lines > li`,
    count,
  );

/** Chooses a kind of model. */
async function choose(kind: string): Promise<void> {
  const radio = await served.page.waitForSelector(`::-p-aria(${kind}[role="radio"])`);
  await radio?.evaluate((element) => (element as HTMLElement).click());
}

it('finds the topics of the sample, and those of a text that is typed', async () => {
  const { page } = served;
  await choose('topics');
  await press(page, 'Train');
  await waitForButton(page, 'Train on');
  await listed('topics', 5);
  const topics = await items('topics');
  const [ofBoats, ofMeals] = [BOATS, MEALS].map((words) =>
    topics.findIndex((topic) => words.filter((word) => topic.includes(word)).length >= 4),
  ) as [number, number];
  expect(Math.min(ofBoats, ofMeals)).toBeGreaterThanOrEqual(0);
  expect(MEALS.some((word) => topics[ofBoats]?.includes(word))).toBe(false);
  expect(BOATS.some((word) => topics[ofMeals]?.includes(word))).toBe(false);
  await enter(page, 'Text', 'The captain mends the sail near the lighthouse.');
  await page.waitForFunction(
    (topic) => {
      const shares = [...document.querySelectorAll('.share-list .number')].map(({ textContent }) =>
        Number.parseFloat(textContent ?? ''),
      );
      return shares.indexOf(Math.max(...shares)) === topic;
    },
    { timeout: 10_000 },
    ofBoats,
  );
  await enter(page, 'Text', 'xyzzy');
  await page.waitForSelector('.shares .share-list', { hidden: true });
  expect(await page.$eval('.shares', ({ textContent }) => textContent)).toContain(
    'The model knows no word of this.',
  );
}, 180_000);

it('trains on sentences, writes new ones, and goes from one to another', async () => {
  const { page } = served;
  await press(page, 'Reset');
  await choose('sentence VAE');
  await enter(page, 'Recurrent units', '32');
  await enter(page, 'Epochs', '4');
  await press(page, 'Train');
  await waitForButton(page, 'Train on');
  // A guess of each of the 83 tokens costs ln 83 = 4.4 nats, and a sentence has at least 6 of them with its end.
  expect(await loss(page, 'Test', 'Reconstruction')).toBeLessThan(20);
  await listed('reconstructed', 6);
  await listed('text-samples', 6);
  // The page asks for samples as the model learns: a moment after the run they are those of the trained model.
  await page.waitForFunction(
    (most) =>
      [...document.querySelectorAll('.text-samples .lines > li')].filter(({ textContent }) =>
        textContent?.startsWith('the '),
      ).length >= most,
    { timeout: 30_000 },
    MOST_SAMPLES,
  );
  const known = new Set(sampleTexts().train.flatMap((text) => tokenize(text)));
  const written = (await items('text-samples')).flatMap((text) => tokenize(text));
  expect(written.filter((word) => !known.has(word))).toEqual([]);
  await listed('between', 7);
  const before = await items('between');
  await enter(page, 'From', 'the old sailor mends the boat.');
  await enter(page, 'To', 'the happy cook tastes the soup in the kitchen.');
  await page.waitForFunction(
    (old) =>
      [...document.querySelectorAll('.between .lines > li')]
        .map(({ textContent }) => textContent)
        .join() !== old,
    {},
    before.join(),
  );
  const samples = await items('text-samples');
  await press(page, 'Others');
  await page.waitForFunction(
    (old) =>
      [...document.querySelectorAll('.text-samples .lines > li')]
        .map(({ textContent }) => textContent)
        .join() !== old,
    {},
    samples.join(),
  );
}, 240_000);

it('refuses a file that is no text, and keeps the model', async () => {
  const { page } = served;
  await drop(page, { 'picture.png': [0x89, 0x50, 0x4e, 0x47, 0, 1] });
  const alert = await page.waitForSelector('.notice.error');
  expect(await alert?.evaluate(({ textContent }) => textContent)).toContain(
    'picture.png is no text in UTF-8',
  );
  await waitForButton(page, 'Train on');
});

it('takes the lines of a file in place of the sample', async () => {
  const { page } = served;
  const lines = Array.from({ length: 50 }, (_, i) => `Line ${i} of a poem.`);
  await drop(page, { 'poem.txt': bytesOf(lines.join('\n')) });
  await waitForButton(page, 'Train');
  const shown = await page.$eval('.texts', ({ textContent }) => textContent ?? '');
  expect(shown).toContain('Texts: poem.txt');
  expect(shown).toContain('45 texts to train on and 5 held out');
  expect((await items('texts')).every((line) => lines.includes(line))).toBe(true);
  await press(page, 'Back to the sample');
  await page.waitForFunction(() =>
    document.querySelector('.texts h2')?.textContent?.includes('sample sentences'),
  );
});

it('nothing is wrong in the console', () => {
  expect(served.problems).toEqual([]);
});
