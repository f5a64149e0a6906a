// @ts-check
/** A page of the benchmark and the object that Node calls in it. */

/**
 * @param {import('puppeteer').Browser} browser
 * @param {string} url
 * @param {string} name the global object of the page; its methods take and return plain data
 * @param {object} [options]
 * @param {(line: string) => void} [options.log] receives the page's `console.info` messages
 * @param {() => void} [options.before] runs in the page before its own code
 */
export async function openPage(browser, url, name, { log, before } = {}) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
    if (message.type() === 'info') log?.(message.text());
  });
  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  const explained = async (work) => {
    try {
      return await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // The page's stack is in bundled code and not useful.
      const reason = message.replace(/^.*\(?https?:\/\/\S+:\d+:\d+\)?\n?/gm, '').trimEnd();
      throw new Error([`${new URL(url).pathname}: ${reason}`, ...errors].join('\n'));
    }
  };

  await explained(async () => {
    if (before) await page.evaluateOnNewDocument(before);
    await page.goto(url);
    await page.waitForFunction(`globalThis.${name}`, { timeout: 30_000 });
  });
  return {
    page,
    explained,
    /** @param {string} method @param {unknown} [argument] @returns {Promise<any>} */
    call: (method, argument) =>
      explained(() =>
        page.evaluate(
          (call) =>
            /** @type {any} */ (globalThis)[call.name][call.method](
              /** @type {any} */ (call).argument,
            ),
          { name, method, argument },
        ),
      ),
    close: () => page.close(),
  };
}
