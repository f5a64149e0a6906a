// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const BENCH = path.join(import.meta.dirname, '..');

/** Installs the peers from this folder's own lock file when they are missing. */
export function ensurePeers() {
  if (existsSync(path.join(BENCH, 'node_modules', '@jax-js', 'jax'))) return;
  console.error('Installing the peers that the benchmark measures (npm ci in bench/) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, error } = spawnSync(npm, ['ci'], {
    cwd: BENCH,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) {
    throw new Error(`npm ci in bench/ failed (${error?.message ?? `exit ${status}`}): see above`);
  }
}
