import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { expectAccessible } from './support/accessibility.ts';
import { enter, openDemo, press, waitForButton } from './support/demoPage.ts';

/** Genes by which the page makes its types of cells. */
const MARKERS = [
  ['CD3D', 'CD3E', 'TRAC', 'IL7R', 'CD2', 'LTB'],
  ['CD79A', 'CD79B', 'MS4A1', 'CD19', 'IGHM', 'BANK1'],
  ['NKG7', 'GNLY', 'KLRD1', 'PRF1', 'GZMB', 'KLRF1'],
  ['LYZ', 'S100A8', 'S100A9', 'CD14', 'FCN1', 'VCAN'],
  ['PPBP', 'PF4', 'GP9', 'TUBB1', 'CLEC1B', 'ITGA2B'],
];

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({ address: '?backend=wasm#cells' });
  await served.page.waitForSelector('.cells .genes');
  await press(served.page, 'Train');
  await waitForButton(served.page, 'Train on');
}, 180_000);

afterAll(() => served?.close());

const text = (selector: string) =>
  served.page.$eval(selector, ({ textContent }) => textContent ?? '');

it('finds the types that the cells were made of, and the genes of each', async () => {
  const { page } = served;
  const agreement = async () => (await text('.map .about')).match(/index of ([\d.]+):/)?.[1];
  // The last look at the model comes a moment after its training.
  await expect
    .poll(async () => Number(await agreement()), { timeout: 10_000 })
    .toBeGreaterThan(0.85);
  const found: number[] = [];
  for (const group of 'ABCDE') {
    await page.$$eval(
      '.group',
      (buttons, name) => {
        const button = buttons.find(({ textContent }) => textContent?.startsWith(name));
        (button as HTMLElement | undefined)?.click();
      },
      group,
    );
    await page.waitForFunction(
      (name) =>
        document.querySelector('.group[aria-pressed="true"]')?.textContent?.startsWith(name),
      {},
      group,
    );
    const genes = await page.$$eval('.genes tbody tr', (rows) =>
      rows.slice(0, 4).map((row) => row.querySelector('th')?.textContent ?? ''),
    );
    found.push(MARKERS.findIndex((own) => genes.every((gene) => own.includes(gene))));
  }
  // Each group has the genes of a type of its own.
  expect(found.toSorted()).toEqual([0, 1, 2, 3, 4]);
});

it('is accessible with a trained model, light and dark, and on a phone', async () => {
  await expectAccessible(served.page);
});

it('looks for as many groups as one wants, without another training', async () => {
  await enter(served.page, 'Groups', '3');
  await served.page.waitForFunction(() => document.querySelectorAll('.group').length === 3);
  expect(await text('.cell-settings .about')).not.toContain('other settings');
  expect(served.problems).toEqual([]);
});
