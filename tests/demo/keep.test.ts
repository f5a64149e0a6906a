import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServedPage } from '../support/servedPage.ts';
import { openDemo, pixels, press, show, train, waitForButton } from './support/demoPage.ts';

let served: ServedPage;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webgpu-vae-keep-'));
  served = await openDemo();
  const client = await served.page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await waitForButton(served.page, 'Train');
  await train(served.page);
});

afterAll(async () => {
  await served?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The file that a click downloads. @param ending of its name */
async function downloaded(ending: string): Promise<string> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const name = (await readdir(folder)).find((each) => each.endsWith(ending));
    if (name) return join(folder, name);
    if (Date.now() > deadline) throw new Error(`nothing was downloaded that ends in ${ending}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function choose(path: string): Promise<void> {
  const input = await served.page.waitForSelector('input[type="file"]');
  await (input as Awaited<ReturnType<typeof served.page.$<'input'>>>)?.uploadFile(path);
}

it('a downloaded checkpoint, loaded again after a reset, gives the same reconstructions', async () => {
  const { page } = served;
  // The last glimpse of the model comes shortly after the end of training.
  await page.waitForSelector('canvas[aria-label="24 samples after 40 steps"]');
  const before = await pixels(page, 'Their reconstructions');
  await show(page, 'Keep');
  await press(page, 'Download checkpoint');
  const file = await downloaded('.safetensors');
  await press(page, 'Reset');
  await waitForButton(page, 'Train');
  await choose(file);
  await waitForButton(page, 'Train on');
  await show(page, 'Train');
  expect(await pixels(page, 'Their reconstructions')).toEqual(before);
});

it('a checkpoint kept in the browser outlives a reload', async () => {
  const { page } = served;
  const before = await pixels(page, 'Their reconstructions');
  await show(page, 'Keep');
  await press(page, 'Keep in this browser');
  await page.waitForSelector('button[aria-label^="Load "]');
  await page.reload();
  await waitForButton(page, 'Train');
  const load = await page.waitForSelector('button[aria-label^="Load "]');
  await load?.evaluate((button) => (button as HTMLElement).click());
  await waitForButton(page, 'Train on');
  await show(page, 'Train');
  expect(await pixels(page, 'Their reconstructions')).toEqual(before);
});

it('a file that is no checkpoint says so, and the model stays', async () => {
  const { page } = served;
  const before = await pixels(page, 'Their reconstructions');
  await show(page, 'Keep');
  const path = join(folder, 'broken.safetensors');
  await writeFile(path, 'not a checkpoint');
  await choose(path);
  const alert = await page.waitForSelector('[role="alert"]');
  expect(await alert?.evaluate(({ textContent }) => textContent)).toMatch(
    /could not be read|does not fit/,
  );
  await waitForButton(page, 'Train on');
  await show(page, 'Train');
  expect(await pixels(page, 'Their reconstructions')).toEqual(before);
});

it('samples are saved as a PNG', async () => {
  const { page } = served;
  await show(page, 'Keep');
  await press(page, 'Download PNG');
  expect(await downloaded('.png')).toMatch(/\.png$/);
});

it('left nothing in the console and no failed request', () => {
  expect(served.problems).toEqual([]);
});
