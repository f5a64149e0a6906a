import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { expectAccessible } from './support/accessibility.ts';
import { bytesOf, drop, enter, openDemo, press, waitForButton } from './support/demoPage.ts';

/** Dishes of the sample that the same users like. */
const CURRIES = ['fish curry', 'dal', 'biryani', 'samosas', 'naan', 'chutney', 'raita', 'korma'];
const CAKES = [
  'apple pie',
  'cheesecake',
  'brownies',
  'plum cake',
  'pancakes',
  'waffles',
  'crumble',
  'lemon tart',
];

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({ address: '?backend=wasm#ratings' });
  await served.page.waitForSelector('.ratings .likes');
});

afterAll(() => served?.close());

/** Switches whether an item is liked. */
async function like(item: string): Promise<void> {
  const box = await served.page.waitForSelector(`::-p-aria(${item}[role="checkbox"])`);
  await box?.evaluate((element) => (element as HTMLElement).click());
}

/** The best items, once the first is one of these. */
async function recommended(first: readonly string[]): Promise<string[]> {
  await served.page.waitForFunction(
    (wanted) =>
      wanted.includes(
        document.querySelector('.recommendations .share-list span')?.textContent ?? '',
      ),
    { timeout: 10_000 },
    first,
  );
  return served.page.$$eval('.recommendations .share-list li > span:first-child', (names) =>
    names.map(({ textContent }) => textContent ?? ''),
  );
}

it('recommends what users of the same taste like, and nothing twice', async () => {
  const { page } = served;
  await press(page, 'Train');
  await waitForButton(page, 'Train on');
  await like('dal');
  await like('naan');
  const curries = await recommended(CURRIES);
  expect(curries).toHaveLength(10);
  expect(curries.slice(0, 5).filter((item) => CURRIES.includes(item)).length).toBeGreaterThan(3);
  expect(curries).not.toContain('dal');
  await press(page, 'Clear');
  await page.waitForSelector('.recommendations .share-list', { hidden: true });
  await like('brownies');
  await like('crumble');
  const cakes = await recommended(CAKES);
  expect(cakes.slice(0, 5).filter((item) => CAKES.includes(item)).length).toBeGreaterThan(3);
}, 180_000);

it('is accessible with a trained model, light and dark, and on a phone', async () => {
  await expectAccessible(served.page);
});

it('finds hidden items more often than the order of popularity does', async () => {
  const text = await served.page.$eval('.recommendations .about', ({ textContent }) => textContent);
  const [model = 0, popularity = 0] = [...(text ?? '').matchAll(/([\d.]+) %/g)].map(([, share]) =>
    Number(share),
  );
  expect(model).toBeGreaterThan(popularity);
});

it('lists the items that a search names', async () => {
  const { page } = served;
  await enter(page, 'Search', 'soup');
  const listed = await page.$$eval('.choices label', (all) => all.map((each) => each.textContent));
  expect(listed.length).toBeGreaterThan(3);
  for (const name of listed) expect(name).toContain('soup');
  await enter(page, 'Search', 'xyzzy');
  await page.waitForFunction(
    () => document.querySelector('.likes .hint')?.textContent === 'None is called so.',
  );
});

it('refuses a file that holds no ratings, and takes one that does', async () => {
  const { page } = served;
  await drop(page, { 'other.csv': bytesOf('a,b\n1,2\n') });
  const alert = await page.waitForSelector('.notice.error');
  expect(await alert?.evaluate(({ textContent }) => textContent)).toContain('no columns userId');
  await waitForButton(page, 'Train on');
  const lines = Array.from({ length: 30 }, (_, user) =>
    Array.from({ length: 6 }, (_, i) => `${user},film ${(user + i) % 12},5`),
  );
  await drop(page, { 'ratings.csv': bytesOf(`userId,title,rating\n${lines.flat().join('\n')}`) });
  await waitForButton(page, 'Train');
  expect(await page.$eval('.ratings .data', ({ textContent }) => textContent)).toContain(
    '12 items; 27 users to train on and 3 held out',
  );
  expect(await page.$('.notice.error')).toBeNull();
  expect(served.problems).toEqual([]);
});
