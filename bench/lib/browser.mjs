// @ts-check
/** Starts a browser that is asked for an adapter. */
import path from 'node:path';
import puppeteer from 'puppeteer';
import { runnerImport } from 'vite';
import { LIMIT_MS } from './limit.mjs';

const LOOKUP = path.join(import.meta.dirname, '..', '..', 'src', 'node', 'browser.ts');
/** Longer than a page may take, so that the page's own limit tells what took too long. */
const PROTOCOL_TIMEOUT_MS = 2 * LIMIT_MS;

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
