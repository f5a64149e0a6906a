import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { enter, loss, openDemo, pixels, press, QUICK, waitForButton } from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo();
});

afterAll(() => served?.close());

const figure = (name: string): Promise<string> =>
  served.page.evaluate((wanted) => {
    const terms = [...document.querySelectorAll('.figures dt')];
    const term = terms.find(({ textContent }) => textContent === wanted);
    return term?.nextElementSibling?.textContent ?? '';
  }, name);

it('trains on MNIST: the loss falls, reconstructions and samples change', async () => {
  const { page } = served;
  await waitForButton(page, 'Train');
  expect(await page.$eval('.transport', ({ textContent }) => textContent)).toContain(
    '60,000 images of MNIST',
  );
  const blank = await pixels(page, 'No samples yet');
  const nothing = await pixels(page, 'No reconstructions yet');
  await press(page, 'Train');
  await page.waitForFunction(() => Number(document.querySelector('.losses td')?.textContent) > 0);
  const first = await loss(page, 'Training', '−ELBO');
  await waitForButton(page, 'Train on');
  const last = await loss(page, 'Training', '−ELBO');
  const tested = await loss(page, 'Test', '−ELBO');
  expect(first).toBeGreaterThan(last);
  // Two epochs of 2,560 images; the loss of an untrained model is 784 ln 2 = 543 nats.
  expect(last).toBeGreaterThan(100);
  expect(last).toBeLessThan(260);
  expect(tested).toBeGreaterThan(100);
  expect(tested).toBeLessThan(260);
  const sum = (await loss(page, 'Test', 'Reconstruction')) + (await loss(page, 'Test', 'KL'));
  expect(Math.abs(sum - tested)).toBeLessThan(0.02);
  const samples = await pixels(page, '24 samples after 40 steps');
  expect(samples).not.toEqual(blank);
  expect(new Set(samples).size).toBeGreaterThan(50);
  expect(await pixels(page, 'Their reconstructions')).not.toEqual(nothing);
  expect(await figure('Epoch')).toBe('2 · 100 %');
});

it('pauses, resumes, stops, and forgets', async () => {
  const { page } = served;
  // More epochs than any machine trains before the next click.
  await enter(page, 'Epochs', '1000');
  await press(page, 'Train on');
  await press(page, 'Pause');
  await waitForButton(page, 'Resume');
  const stood = await figure('Epoch');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await figure('Epoch')).toBe(stood);
  await press(page, 'Resume');
  await waitForButton(page, 'Pause');
  await page.waitForFunction(
    (before) => document.querySelector('.figures dd')?.textContent !== before,
    {},
    stood,
  );
  await press(page, 'Stop');
  await waitForButton(page, 'Train on');
  await press(page, 'Reset');
  await waitForButton(page, 'Train');
  expect(await page.$('.figures')).toBeNull();
});

it('keeps the focus on the button of the run, whatever it does', async () => {
  const { page } = served;
  await page.focus('.transport .primary');
  for (const text of ['Pause', 'Resume']) {
    await page.keyboard.press('Enter');
    await waitForButton(page, text);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(text);
  }
  await press(page, 'Reset');
  await waitForButton(page, 'Train');
});

it('keeps its settings in the address', async () => {
  const { page } = served;
  const kept = new URL(page.url()).searchParams;
  const wanted = new URLSearchParams(QUICK);
  wanted.set('epochs', '1000');
  for (const [name, value] of wanted) expect(kept.get(name)).toBe(value);
  await enter(page, 'β', '4');
  await page.waitForFunction(() => location.search.includes('beta=4'));
  await page.reload();
  await waitForButton(page, 'Train');
  const value = await page.$eval('::-p-aria(β[role="textbox"])', (input) => {
    return (input as HTMLInputElement).value;
  });
  expect(value).toBe('4');
});

it('offers the other theme, also after the system has changed its own', async () => {
  const { page } = served;
  for (const [system, other] of [
    ['dark', 'light'],
    ['light', 'dark'],
  ] as const) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: system }]);
    await page.waitForSelector(`::-p-aria(Use the ${other} theme[role="button"])`);
  }
});

it('left nothing in the console and no failed request', () => {
  expect(served.problems).toEqual([]);
});
