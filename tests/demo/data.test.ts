import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import {
  bytesOf,
  drop,
  enter,
  loss,
  openDemo,
  pixels,
  press,
  show,
  waitForButton,
} from './support/demoPage.ts';

let served: ServedPage;

beforeAll(async () => {
  served = await openDemo({ address: '?latent=2&hidden=32&batchSize=32&epochs=3#data' });
  await waitForButton(served.page, 'Train');
});

afterAll(() => served?.close());

/** A CSV file of 8 x 8 images, white up to a column that differs by row, with a label. */
function csv(rows: number, white = 255): number[] {
  const line = (row: number) =>
    [row % 7, ...Array.from({ length: 64 }, (_, i) => (i % 8 <= row % 7 ? white : 0))].join(',');
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

it('shows numbers from 0 to 16 from black to white, says what it guessed, and takes corrections', async () => {
  const { page } = served;
  await show(page, 'Your data');
  await drop(page, { 'digits.csv': csv(40, 16) });
  const value = (field: string) =>
    page.$eval(`::-p-aria(${field}[role="textbox"])`, (input) => (input as HTMLInputElement).value);
  const brightest = async () => {
    const shown = await pixels(page, 'Images of digits.csv');
    // Every fourth value is the alpha of a pixel.
    return Math.max(...shown.filter((_, i) => i % 4 !== 3));
  };
  await page.waitForSelector('.guesses');
  expect([await value('Shape in the file'), await value('Black to white')]).toEqual([
    '8 × 8',
    '0 to 16',
  ]);
  expect(await page.$eval('.guesses', ({ textContent }) => textContent)).toContain(
    'The numbers go from 0 to 16',
  );
  expect(await brightest()).toBe(255);

  await enter(page, 'Black to white', '0 to 255');
  await expect.poll(brightest).toBe(16);
  await enter(page, 'Shape in the file', '4 × 16');
  // This change keeps the one before.
  await enter(page, 'Black to white', '0 to 32');
  await expect.poll(brightest).toBe(128);
  await page.select('.guesses select', 'laplace');
  await press(page, 'Use these images');
  await waitForButton(page, 'Train');
  expect(await page.evaluate(() => location.search)).toContain('likelihood=laplace');
  await show(page, 'Your data');
  expect(await page.$eval('.as-read', ({ textContent }) => textContent)).toBe(
    'Read from numbers: 4 × 16, with black at 0 and white at 32.',
  );
});

/** A PNG of 20 x 20 pixels: a disc of one of three colours on another, as large as the number says. */
function disc(number: number): number[] {
  const colours = [
    [220, 40, 30],
    [40, 190, 60],
    [50, 70, 230],
  ] as const;
  const radius = 3 + (number % 6);
  const data = Uint8Array.from({ length: 20 * 20 * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % 20, Math.floor(i / 60)];
    const inside = Math.hypot(x - 9.5, y - 9.5) < radius;
    return colours[(number + (inside ? 1 : 0)) % 3]?.[i % 3] ?? 0;
  });
  return [...encode({ width: 20, height: 20, channels: 3, data })];
}

it('reads dropped pictures in colour, trains on them and shows what it makes in colour', async () => {
  const { page } = served;
  await show(page, 'Your data');
  const files = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`${i}.png`, disc(i)]));
  await drop(page, files);
  await waitForButton(page, 'Use these images');
  const found = await page.$eval('.your-data', ({ textContent }) => textContent);
  expect(found).toContain('28 × 28 in colour');
  /** Share of the pixels of a canvas whose red and blue differ visibly. */
  const coloured = async (label: string) => {
    const shown = await pixels(page, label);
    const differ = shown.filter((_, i) => {
      return i % 4 === 0 && Math.abs((shown[i] ?? 0) - (shown[i + 2] ?? 0)) > 30;
    });
    return differ.length / (shown.length / 4);
  };
  expect(await coloured('Images of 120 images')).toBeGreaterThan(0.3);
  await press(page, 'Use these images');
  await press(page, 'Train');
  await waitForButton(page, 'Train on');
  expect(await coloured('Test images')).toBeGreaterThan(0.3);
  expect(await coloured('Their reconstructions')).toBeGreaterThan(0.1);
  await show(page, 'Explore');
  await page.waitForSelector('.manifold-grid canvas');
  expect(await page.$('.draw')).toBeNull();
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
  expect(panels).toContain('In use: 120 images');
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
