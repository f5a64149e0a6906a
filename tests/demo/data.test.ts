import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { loss, openDemo, pixels, press, show, waitForButton } from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({ address: '?latent=2&hidden=32&batchSize=32&epochs=3#data' });
  await waitForButton(served.page, 'Train');
});

afterAll(() => served?.close());

/** Drops files on the page like the browser does. @param files each file's name and bytes */
function drop(page: Page, files: Record<string, number[]>): Promise<void> {
  return page.evaluate((contents) => {
    const transfer = new DataTransfer();
    for (const [name, bytes] of Object.entries(contents)) {
      transfer.items.add(new File([new Uint8Array(bytes)], name));
    }
    const event = new DragEvent('drop', {
      dataTransfer: transfer,
      bubbles: true,
      cancelable: true,
    });
    document.querySelector('.drop-zone')?.dispatchEvent(event);
  }, files);
}

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];

/** A CSV file of 8 x 8 images, white up to a column that differs by row, with a label. */
function csv(rows: number): number[] {
  const line = (row: number) =>
    [row % 7, ...Array.from({ length: 64 }, (_, i) => (i % 8 <= row % 7 ? 255 : 0))].join(',');
  const header = ['label', ...Array.from({ length: 64 }, (_, i) => `p${i}`)].join(',');
  return bytesOf([header, ...Array.from({ length: rows }, (_, row) => line(row))].join('\n'));
}

it('reads a dropped file, names a bad one, shows the images, and trains on them', async () => {
  const { page } = served;
  await drop(page, { 'bars.csv': csv(400), 'notes.txt': bytesOf('no image') });
  await waitForButton(page, 'Use these images');
  const found = await page.$eval('.your-data', ({ textContent }) => textContent);
  expect(found).toContain('28 × 28');
  expect(found).toMatch(/360 images to train on and 40 held out/);
  expect(found).toMatch(/7 classes/);
  expect(found).toContain('notes.txt');
  const shown = await pixels(page, 'Images of bars.csv');
  expect(new Set(shown).has(255)).toBe(true);
  await press(page, 'Use these images');
  await press(page, 'Train');
  await waitForButton(page, 'Train on');
  // The loss of an untrained model is 784 ln 2 = 543 nats.
  expect(await loss(page, 'Training', '−ELBO')).toBeLessThan(430);
});

it('a drop of nothing usable names every file and why, and keeps the images in use', async () => {
  const { page } = served;
  await show(page, 'Your data');
  await drop(page, { 'broken.png': bytesOf('not a picture'), 'short.npy': [0x93, 0x4e, 0x55] });
  const alert = await page.waitForSelector('[role="alert"]');
  const text = await alert?.evaluate(({ textContent }) => textContent);
  expect(text).toContain('broken.png');
  expect(text).toContain('short.npy');
  const panels = await page.$eval('.your-data', ({ textContent }) => textContent);
  expect(panels).toContain('In use: bars.csv');
});

it('goes back to MNIST', async () => {
  const { page } = served;
  await press(page, 'Back to MNIST');
  await page.waitForFunction(() =>
    document.querySelector('.your-data')?.textContent?.includes('In use: MNIST'),
  );
});

it('left nothing in the console and no failed request', () => {
  expect(served.problems).toEqual([]);
});
