// @ts-check
import { launch } from './browser.mjs';
import { openPage } from './page.mjs';

/**
 * Compares the library's training with its float64 twins in the measured browser.
 *
 * @param {import('./browser.mjs').Choice} choice @param {string} url the page `checks`
 * @returns {Promise<string[]>} the checks that passed
 * @throws naming the kernel and its variant if values differ
 */
export async function checkTraining(choice, url) {
  const browser = await launch(choice);
  try {
    const page = await openPage(browser, url, 'checks');
    return await page.call('run');
  } finally {
    await browser.close();
  }
}
