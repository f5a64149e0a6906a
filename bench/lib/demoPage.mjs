// @ts-check
/** The built demo, served to a browser. */
import path from 'node:path';
import { preview } from 'vite';
import { launch } from './browser.mjs';

const DEMO = path.join(import.meta.dirname, '..', '..', 'demo', 'dist');

/** The main button while it is enabled. */
export const MAIN_BUTTON = '.transport .primary:not([aria-disabled="true"])';

/**
 * @template T
 * @param {import('./browser.mjs').Choice} choice
 * @param {(page: import('puppeteer').Page, url: string) => Promise<T>} use receives a page and the
 *   demo's address
 * @returns {Promise<T>}
 */
export async function withDemo(choice, use) {
  const server = await preview({
    configFile: false,
    root: DEMO,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: { host: '127.0.0.1', port: 0 },
  });
  try {
    const browser = await launch(choice);
    try {
      return await use(await browser.newPage(), server.resolvedUrls?.local[0] ?? '');
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
