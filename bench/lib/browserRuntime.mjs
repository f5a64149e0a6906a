// @ts-check
/** Pages in headless browsers, a browser a page. */
import { launch } from './browser.mjs';
import { withinLimit } from './limit.mjs';
import { openPage } from './page.mjs';

/**
 * @param {import('./browser.mjs').Choice} choice
 * @param {(name: string) => string} url of a page
 * @returns {import('./runtime.mjs').Runtime}
 */
export function browserRuntime(choice, url) {
  return {
    async version() {
      const browser = await launch(choice);
      try {
        return await browser.version();
      } finally {
        await browser.close();
      }
    },
    async open(name, { object = name, ...options } = {}) {
      const browser = await launch(choice);
      try {
        const { call, page, explained } = await openPage(browser, url(name), object, options);
        return {
          call: (method, argument) => withinLimit(name, call(method, argument)),
          evaluate: (run, argument) =>
            withinLimit(
              name,
              explained(() => page.evaluate(/** @type {any} */ (run), argument)),
            ),
          close: () => browser.close(),
        };
      } catch (error) {
        await browser.close();
        throw error;
      }
    },
  };
}
