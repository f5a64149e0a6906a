// @ts-check
/**
 * Frames a second of the example that draws 64 pictures of a decoder a frame, in headless Chrome.
 * Prints one line a report of the page, after the first.
 *
 *     npm start -- --epochs 1 --out out && node bench/draw.mjs --model out/model.safetensors
 */
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { preview } from 'vite';
import { launch } from './lib/browser.mjs';
import { whole } from './lib/study.mjs';

const { model, reports } = new Command()
  .requiredOption('--model <path>', 'a checkpoint, relative to the root of the repository')
  .option('--reports <n>', 'reports of 60 frames each', whole(1), 5)
  .parse()
  .opts();

const server = await preview({
  configFile: false,
  root: fileURLToPath(new URL('..', import.meta.url)),
  logLevel: 'error',
  build: { outDir: '.' },
  preview: { host: '127.0.0.1', port: 0 },
});
const browser = await launch({ adapter: 'software', executable: undefined }, { canvases: true });
try {
  const page = await browser.newPage();
  await page.goto(
    new URL(`examples/decoder-canvas/?model=/${model}`, server.resolvedUrls?.local[0]).href,
  );
  let last = '';
  for (let report = 0; report <= reports; report++) {
    await page.waitForFunction(
      (before) => ![before, ''].includes(document.querySelector('#status')?.textContent ?? ''),
      { timeout: 60_000 },
      last,
    );
    last = await page.$eval('#status', (element) => element.textContent ?? '');
    if (!last.endsWith('a second')) throw new Error(last);
    // The first frames wait for the compiler.
    if (report > 0) console.log(last);
  }
} finally {
  await browser.close();
  await server.close();
}
