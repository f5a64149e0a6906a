// @ts-check
/**
 * Measures the load of the demo's main thread while its worker trains: trains with the page's
 * default settings, traces the steady state in each view, and prints a Markdown table.
 *
 *     npm run demo:build && node bench/demo.mjs --seconds 10
 */
import { Command, Option } from 'commander';
import { MAIN_BUTTON, withDemo } from './lib/demoPage.mjs';
import { mainThreadTasks } from './lib/mainThread.mjs';
import { whole } from './lib/study.mjs';
import { figure, markdown } from './table.mjs';

const VIEWS = ['train', 'explore'];
/** During the first epochs, code is compiled and caches are filled. */
const WARM_UP_MS = 8000;

/** Counts frames and the longest time between two frames, in the page. */
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

/** @param {import('puppeteer').Page} page @param {string} url @param {number} seconds of each view */
async function measure(page, url, seconds) {
  const rows = [];
  await page.setViewport({ width: 1280, height: 900 });
  for (const view of VIEWS) {
    await page.goto(`${url}?epochs=1000#${view}`);
    await page.reload();
    await page.waitForSelector(MAIN_BUTTON);
    await page.click(MAIN_BUTTON);
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
  return { version: await page.browser().version(), table: markdown(heads, rows) };
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
  .action(async ({ seconds, adapter, browser: executable }) => {
    const { version, table } = await withDemo({ adapter, executable }, (page, url) =>
      measure(page, url, seconds),
    );
    process.stdout.write(`${version}, ${adapter} adapter\n\n${table}\n`);
  });

await program.parseAsync();
