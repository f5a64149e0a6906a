// @ts-check
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Packs the package as npm publishes it, from what was built last.
 * @param {string} folder in which to put the tarball
 * @param {string} [source] the repository, or a copy of it
 * @returns {{ tarball: string, files: string[] }} the paths of the tarball and of the files in it
 */
export function pack(folder, source = root) {
  // Scripts would print before the JSON.
  const flags = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename, files }] = /** @type {[{ filename: string, files: { path: string }[] }]} */ (
    JSON.parse(run('npm', flags, source))
  );
  return { tarball: join(folder, filename), files: files.map(({ path }) => path) };
}

/**
 * Runs a command to its end and returns what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} [env]
 */
export function run(command, args, cwd, env = process.env) {
  return execFileSync(command, [...args], {
    cwd,
    env,
    encoding: 'utf8',
    // On Windows npm is a script, which only a shell runs.
    shell: command === 'npm' && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
