// @ts-check
/** Starts a browser with the requested adapter, and never silently with another one. */
import path from 'node:path';
import puppeteer from 'puppeteer';
import { runnerImport } from 'vite';
import { openPage } from './page.mjs';

const LOOKUP = path.join(import.meta.dirname, '..', '..', 'src', 'node', 'browser.ts');
/** A step of a slow peer on a slow adapter may take seconds, and one call runs many steps. */
const PROTOCOL_TIMEOUT_MS = 15 * 60 * 1000;

/**
 * @typedef {{ vendor: string, architecture: string, device: string, description: string, software: boolean }} Adapter
 * @typedef {{ adapter: 'hardware' | 'software', executable: string | undefined }} Choice
 */

/**
 * @param {Choice} choice
 * @param {{ canvases?: boolean }} [options] `canvases`: WebGPU draws on canvases of the page
 * @returns {Promise<import('puppeteer').Browser>}
 */
export async function launch({ adapter, executable }, { canvases = false } = {}) {
  // The lookup prefers a browser named by this variable.
  if (executable !== undefined) process.env.CHROME_PATH = executable;
  const { module } = /** @type {any} */ (await runnerImport(LOOKUP, { configFile: false }));
  const { executablePath, args, canvasArgs, env } = await module.findBrowser(adapter);
  return puppeteer.launch({
    executablePath,
    // A shader cache on disk would shorten a later first step.
    args: [...args, ...(canvases ? canvasArgs : []), '--disable-gpu-shader-disk-cache'],
    env: { ...process.env, ...env },
    headless: true,
    protocolTimeout: PROTOCOL_TIMEOUT_MS,
  });
}

/**
 * The adapter of pages in a browser launched with these options.
 *
 * @param {Choice} choice @param {string} url the page `adapter` @returns {Promise<Adapter | null>}
 */
async function look(choice, url) {
  const browser = await launch(choice);
  try {
    const page = await openPage(browser, url, 'adapter');
    return await page.call('describe');
  } finally {
    await browser.close();
  }
}

/**
 * Chooses the adapter to measure. `auto` prefers the user's GPU and reports if there is none.
 *
 * @param {{ adapter: 'hardware' | 'software' | 'auto', executable: string | undefined }} wish
 * @param {string} url the page `adapter`
 * @returns {Promise<{ choice: Choice, adapter: Adapter }>}
 * @throws when the requested adapter is not available
 */
export async function chooseAdapter({ adapter: wish, executable }, url) {
  if (wish !== 'software') {
    const choice = /** @type {Choice} */ ({ adapter: 'hardware', executable });
    const adapter = await look(choice, url);
    if (adapter && !adapter.software) return { choice, adapter };
    const found = adapter
      ? `only the software adapter "${adapter.description}"`
      : 'no WebGPU adapter';
    if (wish === 'hardware') {
      throw new Error(
        `--adapter hardware: the browser offers ${found}. Name a full Chrome with --browser, or take --adapter software.`,
      );
    }
    console.error(`No GPU: the browser offers ${found}. Measuring on a SOFTWARE adapter.`);
  }
  const choice = /** @type {Choice} */ ({ adapter: 'software', executable });
  const adapter = await look(choice, url);
  if (!adapter)
    throw new Error(
      'The browser offers no WebGPU adapter, not even in software. Name another with --browser.',
    );
  return { choice, adapter };
}
