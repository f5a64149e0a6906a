import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { expectAccessible } from './support/accessibility.ts';
import { openDemo, press, waitForButton } from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({ address: '?backend=wasm#readings' });
  await served.page.waitForSelector('.readings .ranked');
  await press(served.page, 'Train');
  await waitForButton(served.page, 'Train on');
}, 180_000);

afterAll(() => served?.close());

/** The limit, rows above it, and those among them that were made unusual. */
async function told(): Promise<number[]> {
  const about = await served.page.$eval('.scores .about', ({ textContent }) => textContent ?? '');
  return about.match(/-?[\d.]*\d/g)?.map(Number) ?? [];
}

it('ranks rows that were made unusual first, and tells the value that does not fit', async () => {
  // The last look at the model comes a moment after its training.
  await expect.poll(async () => (await told())[2], { timeout: 10_000 }).toBeGreaterThan(7);
  const [limit = 0, above = 0, right = 0, made] = await told();
  expect(made).toBe(12);
  expect(above - right).toBeLessThan(5);
  const rows = await served.page.$$eval('.ranked tbody tr', (all) =>
    all.map((row) => ({
      cells: [...row.querySelectorAll('td')].map(({ textContent }) => textContent ?? ''),
      blamed: row.querySelector('.blamed')?.textContent,
    })),
  );
  const scores = rows.map(({ cells }) => Number(cells.at(-3)));
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(rows.slice(0, 5).map(({ cells }) => cells.at(-1))).toEqual(Array(5).fill('yes'));
  for (const [place, { blamed }] of rows.entries()) {
    expect(blamed !== undefined).toBe((scores[place] ?? 0) > limit);
    if (blamed) expect(blamed).toContain('expected');
  }
});

it('is accessible with a trained model, light and dark, and on a phone', async () => {
  await expectAccessible(served.page);
});

it('lowers the limit for more false alarms', async () => {
  const { page } = served;
  const [strict = 0, few = 0] = await told();
  const box = await page.waitForSelector('::-p-aria(10 %[role="radio"])');
  await box?.evaluate((element) => (element as HTMLElement).click());
  await page.waitForFunction(
    (before) => !document.querySelector('.scores .about')?.textContent?.includes(before),
    {},
    `Above ${strict.toFixed(2)}`,
  );
  const [loose = 0, many = 0] = await told();
  expect(loose).toBeLessThan(strict);
  expect(many).toBeGreaterThan(few);
  expect(served.problems).toEqual([]);
});
