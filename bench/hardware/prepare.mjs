// @ts-check
/**
 * Packs what a Linux x86-64 machine without network and without Node needs to measure this project: `node
 * bench/hardware/prepare.mjs [--force] [--no-chrome] [--limit MIB]`, after `npm ci` and `npm ci --prefix bench`.
 *
 * The packs lie in the folder `.gpu` and depend on the installed packages alone: sources travel with the tree. With a
 * limit it fails if the tree and one of the packs together exceed it.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { currentCommit } from '../lib/results.mjs';
import { bytesUnder, pack } from './packing/pack.mjs';

const MIB = 2 ** 20;
const root = path.join(import.meta.dirname, '..', '..');
const out = path.join(root, '.gpu');
const { force, chrome, limit } = new Command('prepare')
  .option('--force', 'pack anew')
  .option('--no-chrome', 'leave out the browser')
  .option('--limit <mib>', 'MiB that the tree and a pack may weigh together', Number)
  .parse()
  .opts();

if (process.platform !== 'linux' || process.arch !== 'x64')
  stop("the packs hold this machine's Node and libraries: run this on Linux x86-64");
for (const tool of ['tar', 'xz', 'bzip2', 'git', 'ldd']) {
  if (!present(tool)) stop(`the program ${tool} is needed here: install it`);
}
for (const [folder, command] of [
  ['node_modules/webgpu', 'npm ci'],
  ['bench/node_modules/@jax-js/jax', 'npm ci --prefix bench'],
]) {
  if (!existsSync(path.join(root, folder ?? ''))) stop(`${folder} is missing: run ${command}`);
}

await mkdir(out, { recursive: true });
await writeFile(path.join(out, 'commit.txt'), `${currentCommit()}\n`);
const mark = path.join(out, 'packed.txt');
const fingerprint = await fingerprintOf();
if (!force && existsSync(mark) && (await readFile(mark, 'utf8')) === fingerprint) {
  console.log('.gpu is up to date (--force packs anew)');
} else {
  await rm(mark, { force: true });
  await pack(root, out, chrome);
  await writeFile(mark, fingerprint);
}
await report();

/** A fingerprint of all that the packs depend on. */
async function fingerprintOf() {
  const hash = createHash('sha256').update(`${process.version} ${chrome}`);
  const packing = ['closure', 'archive', 'libraries', 'pack'];
  const sources = packing.map((name) => `bench/hardware/packing/${name}.mjs`);
  for (const file of ['package-lock.json', 'bench/package-lock.json', ...sources])
    hash.update(await readFile(path.join(root, file)));
  return hash.digest('hex');
}

async function report() {
  const files = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', files, { cwd: root, maxBuffer: 64 * MIB }).toString();
  let tree = 0;
  for (const file of listed.split('\0').filter(Boolean)) {
    const found = await stat(path.join(root, file)).catch(() => undefined);
    if (found?.isFile()) tree += found.size;
  }
  const line = (/** @type {number} */ bytes, /** @type {string} */ what) =>
    console.log(`${(bytes / MIB).toFixed(1).padStart(6)} MiB  ${what}`);
  line(tree, 'the tree');
  for (const folder of ['main', 'chrome']) {
    const bytes = await bytesUnder(path.join(out, folder));
    line(bytes, `.gpu/${folder}`);
    if (limit !== undefined && tree + bytes > limit * MIB)
      stop(
        `the tree with .gpu/${folder} weighs more than ${limit} MiB: give --no-chrome, or carry .gpu in parts`,
      );
  }
}

/** @param {string} tool */
function present(tool) {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} message @returns {never} */
function stop(message) {
  console.error(`prepare: ${message}`);
  process.exit(1);
}
