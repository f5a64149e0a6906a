// @ts-check
import { spawn } from 'node:child_process';

/** How much of a program's output is kept: its end. */
const KEPT_CHARACTERS = 20_000;

/**
 * How a program ended.
 *
 * @typedef {object} Ending
 * @property {number | null} code exit code; null if a signal ended it
 * @property {string | null} signal
 * @property {boolean} timedOut it was stopped at its limit
 * @property {string} output the end of what it printed, both streams together
 */

/**
 * Runs a Node program to its end, or stops it and all that it started at a limit.
 *
 * @param {readonly string[]} args of node
 * @param {object} options
 * @param {string} options.cwd
 * @param {number} options.limitMs
 * @returns {Promise<Ending>}
 */
export async function runProgram(args, { cwd, limitMs }) {
  const windows = process.platform === 'win32';
  // A process group of its own: a test that hangs is not vitest itself but a child of it.
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
  });
  const stop = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (windows) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', stop);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, limitMs);

  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-KEPT_CHARACTERS);
    });
  }
  try {
    const [code, signal] = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (...ending) => resolve(ending));
    });
    return { code, signal, timedOut, output };
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
  }
}
