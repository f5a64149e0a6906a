import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { openDemo, press, QUICK, waitForButton } from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({
    address: `${QUICK.replace('epochs=2', 'epochs=1000')}&hiddenTab=pause`,
  });
  await waitForButton(served.page, 'Train');
});

afterAll(() => served?.close());

const epoch = (): Promise<string> =>
  served.page.$eval('.figures dd', ({ textContent }) => textContent ?? '');

/**
 * Simulates a hidden tab during `meanwhile` with the events that a page receives, since headless
 * tabs are never hidden.
 */
async function hidden(meanwhile: () => Promise<void>): Promise<void> {
  await tellHidden(true);
  await meanwhile();
  await tellHidden(false);
}

const tellHidden = (value: boolean): Promise<void> =>
  served.page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: isHidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, value);

it('goes on where the tab is back before the pause has come', async () => {
  const { page } = served;
  await press(page, 'Train');
  await waitForButton(page, 'Pause');
  await page.evaluate(() => {
    // Records all texts of the button, as it may show some of them for less than a frame.
    const button = document.querySelector('.transport .primary') as Element;
    const said: (string | null)[] = [];
    const options = { characterData: true, childList: true, subtree: true };
    new MutationObserver(() => said.push(button.textContent)).observe(button, options);
    Object.assign(globalThis, { said });
    for (const isHidden of [true, false]) {
      Object.defineProperty(document, 'hidden', { configurable: true, value: isHidden });
      document.dispatchEvent(new Event('visibilitychange'));
    }
  });
  await page.waitForFunction(() => {
    const { said } = globalThis as unknown as { said: string[] };
    return said[0] === 'Pausing…' && said.at(-1) === 'Pause';
  });
});

const moment = () => new Promise((resolve) => setTimeout(resolve, 1500));

it('pauses while the tab is hidden, and goes on when it is back, where that is chosen', async () => {
  const { page } = served;
  await page.waitForSelector('.figures');
  await hidden(async () => {
    await page.waitForFunction(
      () => document.querySelector('.transport .primary')?.textContent === 'Resume',
      { polling: 100 },
    );
    const stood = await epoch();
    await moment();
    expect(await epoch()).toBe(stood);
  });
  await waitForButton(page, 'Pause');
});

it('goes on training in a hidden tab, where that is chosen', async () => {
  const { page } = served;
  await page.select('::-p-aria(In a hidden tab)', 'continue');
  await hidden(async () => {
    const stood = await epoch();
    await moment();
    expect(await epoch()).not.toBe(stood);
  });
  await press(page, 'Stop');
  await waitForButton(page, 'Train on');
  expect(served.problems).toEqual([]);
});
