// @ts-check
/** The built demo, served to a browser. */
import path from 'node:path';
import { withServed } from './served.mjs';

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
export function withDemo(choice, use) {
  return withServed(DEMO, choice, use);
}
