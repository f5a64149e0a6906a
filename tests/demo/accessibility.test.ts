import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { DESKTOP, excessWidth, PHONE, violations } from './support/accessibility.ts';
import { openDemo, show, train, waitForButton } from './support/demoPage.ts';

const VIEWS = [
  'Train',
  'Explore',
  'VAE-GAN',
  'Words',
  'Text',
  'Ratings',
  'Cells',
  'Anomalies',
  'Your data',
  'Profile',
  'Keep',
];

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo();
  await waitForButton(served.page, 'Train');
});

afterAll(() => served?.close());

async function violationsOfAllViews(): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const view of VIEWS) {
    await show(served.page, view);
    await served.page.waitForSelector('.view .panel');
    all[view] = await violations(served.page);
  }
  return all;
}

const none = Object.fromEntries(VIEWS.map((view) => [view, []]));

it('has no violation in any view before there is a model', async () => {
  expect(await violationsOfAllViews()).toEqual(none);
});

it.each(['light', 'dark'])('has none with a trained model, %s', async (scheme) => {
  const { page } = served;
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await show(page, 'Train');
  if (scheme === 'light') await train(page);
  expect(await violationsOfAllViews()).toEqual(none);
});

it('has none on a phone, where no view is wider than the screen', async () => {
  const { page } = served;
  await page.setViewport(PHONE);
  expect(await violationsOfAllViews()).toEqual(none);
  for (const view of VIEWS) {
    await show(page, view);
    expect(await excessWidth(page), view).toBeLessThanOrEqual(0);
  }
  await page.setViewport(DESKTOP);
});

it('can be used by keyboard: the first stops are the views, then the run', async () => {
  const { page } = served;
  await show(page, 'Train');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const stops: string[] = [];
  for (let i = 0; i < VIEWS.length + 3; i++) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''));
  }
  expect(stops.slice(0, VIEWS.length)).toEqual(VIEWS);
  expect(stops.slice(VIEWS.length + 1)).toEqual(['Train on', 'Reset']);
});

it('the policy of the page stops inline code', async () => {
  const { page, problems } = served;
  expect(problems).toEqual([]);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineCodeRan = true';
    document.head.append(script);
    return 'inlineCodeRan' in globalThis;
  });
  expect(ran).toBe(false);
  expect(problems).toEqual([expect.stringContaining('Content Security Policy')]);
});
