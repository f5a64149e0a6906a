// @ts-check
/** Installs the packages of package-lock.json, unless they are already installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingPackages } from './setup/missing.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = readPackages('package-lock.json') ?? {};
const installed = readPackages('node_modules/.package-lock.json') ?? {};
const missing = missingPackages(wanted, installed, (path) =>
  existsSync(join(root, path, 'package.json')),
);

if (missing.length > 0) {
  console.log(`setup: npm ci (${missing.length} packages to install, such as ${missing[0]})`);
  const windows = process.platform === 'win32';
  const { status, error } = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  });
  if (error) console.error(`setup: npm could not be started: ${error.message}`);
  process.exit(status ?? 1);
}

/**
 * @param {string} path of a lock file
 * @returns {Record<string, import('./setup/missing.mjs').LockedPackage> | undefined}
 */
function readPackages(path) {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}
