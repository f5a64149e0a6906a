// @ts-check
/**
 * Takes the README's screenshots of the demo, on the software adapter:
 *
 *     npm run demo:build && node scripts/screenshots.mjs
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { MAIN_BUTTON, withDemo } from '../bench/lib/demoPage.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The views, with the width and height of the window for each. */
const PICTURES = /** @type {const} */ ([
  ['train', 1280, 1120],
  ['explore', 1280, 1120],
  ['gan', 1280, 1120],
  ['words', 1280, 1120],
  ['text', 1280, 1120],
  ['ratings', 1280, 1120],
  ['cells', 1280, 1120],
  ['readings', 1280, 1120],
  ['data', 1280, 900],
  ['profile', 1280, 1120],
  ['keep', 1280, 900],
]);
const PHONE = /** @type {const} */ ([390, 844]);

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @param {{ out: string, query: string, all: boolean }} options */
async function takePictures({ out, query, all }) {
  await withDemo({ adapter: 'software', executable: undefined }, async (page, url) => {
    await page.setViewport({ width: 1280, height: 1000 });
    await page.goto(`${url}${query}`);
    await page.waitForSelector(MAIN_BUTTON);
    await page.click(MAIN_BUTTON);
    await page.waitForFunction(
      () => document.querySelector('.transport .primary')?.textContent === 'Train on',
      { timeout: 10 * 60_000 },
    );
    // The notice about the software adapter, which GPU users do not see, is closed.
    await page.click('.notice button');
    const schemes = all ? ['light', 'dark'] : ['dark'];
    for (const scheme of schemes) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      for (const [view, width, height] of all ? PICTURES : PICTURES.slice(0, 2)) {
        await page.setViewport({ width, height });
        await page.evaluate((name) => {
          location.hash = name;
        }, view);
        await pause(5000);
        const name = path.join(out, all ? `${view}-${scheme}` : `demo-${view}`);
        await page.screenshot({ path: `${name}.png`, fullPage: all });
        if (!all) continue;
        await page.setViewport({ width: PHONE[0], height: PHONE[1] });
        await pause(1000);
        await page.screenshot({ path: `${name}-phone.png`, fullPage: true });
      }
    }
  });
}

await new Command('screenshots')
  .description('Trains in the built demo and takes pictures of its views.')
  .option('--out <folder>', 'where the pictures go', path.join(root, 'docs'))
  .option('--query <text>', 'settings, as in a link of the page', '?latent=2&epochs=12')
  .option('--all', 'every view in light and dark, and as on a phone, from top to bottom', false)
  .action(takePictures)
  .parseAsync();
