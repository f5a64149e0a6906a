// @ts-check
/**
 * How free the demo's main thread stays while its worker trains: trains with the page's own
 * settings, traces the steady state in each view, and prints a Markdown table.
 *
 *     npm run demo:build && node bench/demo.mjs --seconds 10
 */
import path from 'node:path';
import { Command, Option } from 'commander';
import { preview } from 'vite';
import { launch } from './lib/browser.mjs';
import { mainThreadTasks } from './lib/mainThread.mjs';
import { whole } from './lib/study.mjs';
import { figure, markdown } from './table.mjs';

const DEMO = path.join(import.meta.dirname, '..', 'demo', 'dist');
const VIEWS = ['train', 'explore'];
/** Until the first epochs have passed, code is compiled and caches are filled. */
const WARM_UP_MS = 8000;

/** Counts frames and the longest time between two, in the page. */
function countFrames() {
  const frames = { count: 0, longestMs: 0 };
  let last = performance.now();
  const next = (/** @type {number} */ now) => {
    frames.count++;
    frames.longestMs = Math.max(frames.longestMs, now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  Object.assign(globalThis, { frames });
}

/** @param {import('puppeteer').Page} page @param {number} seconds */
async function traceView(page, seconds) {
  await page.tracing.start({
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  await page.evaluate(countFrames);
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  const frames = await page.evaluate(() => /** @type {any} */ (globalThis).frames);
  const trace = await page.tracing.stop();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace));
  return {
    ...mainThreadTasks(traceEvents),
    frames: frames.count / seconds,
    longestFrameMs: frames.longestMs,
  };
}

/** @param {number} seconds @param {'hardware' | 'software'} adapter @param {string} [executable] */
async function measure(seconds, adapter, executable) {
  const server = await preview({
    configFile: false,
    root: DEMO,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const browser = await launch({ adapter, executable });
  try {
    const rows = [];
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    for (const view of VIEWS) {
      await page.goto(`${server.resolvedUrls?.local[0]}?epochs=1000#${view}`);
      await page.reload();
      await page.waitForSelector('.transport .primary:not([aria-disabled="true"])');
      await page.click('.transport button.primary');
      await page.waitForSelector('.transport .figures', { timeout: 60_000 });
      await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
      const seen = await traceView(page, seconds);
      rows.push([
        view,
        String(seen.count),
        figure(seen.longestCpuMs),
        String(seen.above50),
        figure(seen.longestMs),
        figure(seen.frames),
        figure(seen.longestFrameMs),
      ]);
    }
    const heads = [
      'view',
      'tasks',
      'longest task, own CPU ms',
      'above 50 ms',
      'longest task, wall ms',
      'frames/s',
      'longest frame ms',
    ];
    process.stdout.write(
      `${await browser.version()}, ${adapter} adapter\n\n${markdown(heads, rows)}\n`,
    );
  } finally {
    await browser.close();
    await server.close();
  }
}

const program = new Command('demo')
  .description('Measures the main thread of the demo while it trains.')
  .option('--seconds <n>', 'of the trace, in each view', whole(1), 10)
  .option('--browser <path>', 'Chrome or Chromium to use')
  .addOption(
    new Option('--adapter <kind>', 'what to compute on')
      .choices(['hardware', 'software'])
      .default('software'),
  )
  .action(({ seconds, adapter, browser }) => measure(seconds, adapter, browser));

await program.parseAsync();
