// @ts-check
/** A folder that is served to a browser. */
import { serveFolder } from '../../scripts/serve/serveFolder.mjs';
import { launch } from './browser.mjs';

/**
 * @template T
 * @param {string} root the folder
 * @param {import('./browser.mjs').Choice} choice
 * @param {(page: import('puppeteer').Page, url: string) => Promise<T>} use receives a page and the
 *   folder's address
 * @param {Parameters<typeof launch>[1]} [options] of the browser
 * @returns {Promise<T>}
 */
export async function withServed(root, choice, use, options) {
  const server = await serveFolder(root);
  try {
    const browser = await launch(choice, options);
    try {
      return await use(await browser.newPage(), server.address);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
