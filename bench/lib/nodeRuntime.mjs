// @ts-check
/** Pages in Node on Dawn, a process a page. What a browser adds, its process boundary and its checks, is missing. */
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runnerImport } from 'vite';
import { withinLimit } from './limit.mjs';

const CHILD = path.join(import.meta.dirname, 'nodePage.mjs');
const SOFTWARE = path.join(import.meta.dirname, '..', '..', 'src', 'node', 'software.ts');
/** The last lines of a process that ended tell why. */
const COMPLAINTS = 20;

/**
 * @param {'hardware' | 'software'} adapter
 * @param {string} folder the bundled pages
 * @returns {Promise<import('./runtime.mjs').Runtime>}
 */
export async function nodeRuntime(adapter, folder) {
  const env = adapter === 'software' ? await softwareOnly() : process.env;
  return {
    version: async () => {
      const dawn = createRequire(import.meta.url)('webgpu/package.json').version;
      return `Node ${process.version} with Dawn ${dawn}`;
    },
    async open(name, { object = name, log, before } = {}) {
      const page = startPage([folder, name, adapter], env, log);
      try {
        if (before) await page.evaluate(before, undefined);
        await page.load();
        return {
          evaluate: page.evaluate,
          close: page.close,
          call: (method, argument) =>
            page.evaluate(
              (/** @type {any} */ call) =>
                /** @type {any} */ (globalThis)[call.object][call.method](call.argument),
              { object, method, argument },
            ),
        };
      } catch (error) {
        await page.close();
        throw error;
      }
    },
  };
}

/** An environment in which Vulkan's loader knows SwiftShader alone. */
async function softwareOnly() {
  const { module } = /** @type {any} */ (await runnerImport(SOFTWARE, { configFile: false }));
  const found = await module.softwareEnvironment();
  // Loaders that know the second name take it before the first.
  return { ...process.env, ...found, VK_DRIVER_FILES: found.VK_ICD_FILENAMES };
}

/**
 * @param {string[]} args of the process
 * @param {NodeJS.ProcessEnv} env
 * @param {((line: string) => void) | undefined} log
 */
function startPage(args, env, log) {
  const child = fork(CHILD, args, {
    env,
    // Structured clones keep NaN, which JSON does not.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let complaints = '';
  let next = 0;
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    complaints = `${complaints}${text}`.split('\n').slice(-COMPLAINTS).join('\n');
  });
  child.on('message', (/** @type {any} */ { id, value, error, line }) => {
    if (line !== undefined) return log?.(line);
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error === undefined) resolve?.(value);
    else reject?.(new Error(`${args[1]}: ${error}`));
  });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => {
      const reason = `the process of the page "${args[1]}" ended with ${signal ?? code}`;
      for (const { reject } of waiting.values())
        reject(new Error([reason, complaints.trim()].filter(Boolean).join('\n')));
      waiting.clear();
      resolve();
    });
  });
  /** @param {object} message @returns {Promise<any>} */
  const ask = (message) => {
    const answer = new Promise((resolve, reject) => {
      if (!child.connected) return reject(new Error(`the page "${args[1]}" is closed`));
      const id = next++;
      waiting.set(id, { resolve, reject });
      child.send({ id, ...message });
    });
    return withinLimit(String(args[1]), answer);
  };
  return {
    load: () => ask({}),
    evaluate: (/** @type {Function} */ run, /** @type {unknown} */ argument) =>
      ask({ source: run.toString(), argument }),
    close: async () => {
      // Dawn may abort where a process ends by itself.
      child.kill('SIGKILL');
      await ended;
    },
  };
}
