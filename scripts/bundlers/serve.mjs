// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** @import { Server } from '../serve/serveFolder.mjs' */

/** Time until a development server must have printed its address. */
const START_MS = 60_000;

/**
 * Starts a server of the application and waits for the address that it prints.
 * @param {readonly string[]} command
 * @param {string} application
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Server>}
 */
export async function startServer([command = '', ...args], application, env) {
  const child = spawn(join(application, 'node_modules', '.bin', command), args, {
    cwd: application,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once('exit', () => resolve()));
  const close = async () => {
    child.kill();
    await ended;
  };
  let told = '';
  /** @type {Promise<string>} */
  const address = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no address: ${told}`)), START_MS);
    child.once('exit', () => reject(new Error(`the server ended: ${told}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        told += text;
        const [found] = told.match(/https?:\/\/127\.0\.0\.1:\d+(?=\/|\s)/) ?? [];
        if (!found) return;
        clearTimeout(late);
        resolve(`${found}/`);
      });
    }
  });
  try {
    return { address: await address, close };
  } catch (error) {
    await close();
    throw error;
  }
}
