// @ts-check
/**
 * Frames a second of the example that draws 64 pictures of a decoder a frame, in headless Chrome.
 * Prints one line a report of the page, after the first.
 *
 *     npm start -- --epochs 1 --out out && node bench/draw.mjs --model out/model.safetensors
 */
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { withServed } from './lib/served.mjs';
import { whole } from './lib/study.mjs';

const { model, reports } = new Command()
  .requiredOption('--model <path>', 'a checkpoint, relative to the root of the repository')
  .option('--reports <n>', 'reports of 60 frames each', whole(1), 5)
  .parse()
  .opts();

const root = fileURLToPath(new URL('..', import.meta.url));
const choice = /** @type {const} */ ({ adapter: 'software', executable: undefined });
await withServed(root, choice, measure, { canvases: true });

/** @param {import('puppeteer').Page} page @param {string} url */
async function measure(page, url) {
  await page.goto(new URL(`examples/decoder-canvas/?model=/${model}`, url).href);
  for (let report = 0; report <= reports; report++) {
    const status = await page.waitForSelector('#status:not(:empty)', { timeout: 60_000 });
    // Emptied, since the next report may read the same.
    const text = await status?.evaluate((element) => {
      const said = element.textContent ?? '';
      element.textContent = '';
      return said;
    });
    if (!text?.endsWith('a second')) throw new Error(text);
    // The first frames wait for the compiler.
    if (report > 0) console.log(text);
  }
}
