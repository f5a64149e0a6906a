// @ts-check
/** Starts a browser that is asked for an adapter. */
import path from 'node:path';
import puppeteer from 'puppeteer';
import { runnerImport } from 'vite';

const LOOKUP = path.join(import.meta.dirname, '..', '..', 'src', 'node', 'browser.ts');
/** A step of a slow peer on a slow adapter may take seconds, and one call runs many steps. */
const PROTOCOL_TIMEOUT_MS = 15 * 60 * 1000;

/**
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
