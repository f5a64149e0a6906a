// @ts-check
import { spawn } from 'node:child_process';

/** Number of characters kept from the end of a program's output. */
const KEPT_CHARACTERS = 20_000;

/**
 * The end of a program's run.
 *
 * @typedef {object} Ending
 * @property {number | null} code exit code; null if a signal ended it
 * @property {string | null} signal
 * @property {boolean} timedOut true if it was stopped at its time limit
 * @property {string} output the end of what it printed, both streams together
 */

/**
 * Runs a Node program to its end. At the time limit, stops it and its child processes.
 *
 * @param {readonly string[]} args of node
 * @param {object} options
 * @param {string} options.cwd
 * @param {number} options.limitMs
 * @returns {Promise<Ending>}
 */
export async function runProgram(args, { cwd, limitMs }) {
  const windows = process.platform === 'win32';
  // A separate process group: a hanging test is not in vitest itself but in one of its children.
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
