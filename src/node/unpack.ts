import { createReadStream } from 'node:fs';
import { lstat, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';
import { AdapterError } from '../errors.ts';

/** Location and version of the installed `@sparticuz/chromium`. */
export interface ChromiumPackage {
  /** The folder of the compressed archives. */
  readonly archives: string;
  readonly version: string;
}

/**
 * Finds the npm package with a headless Chromium and SwiftShader.
 *
 * @throws AdapterError when the machine is not Linux x64 or the package is not installed.
 */
export async function findChromiumPackage(): Promise<ChromiumPackage> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new AdapterError(
      `The packaged software adapter is built for linux x64, this is ${process.platform} ${process.arch}. ` +
        'Use a hardware adapter here.',
    );
  }
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  } catch {
    throw new AdapterError(
      'The npm package "@sparticuz/chromium", which carries the SwiftShader software adapter, is not installed. ' +
        'Run: npm install @sparticuz/chromium',
    );
  }
  const root = dirname(dirname(dirname(entry)));
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { version } = manifest as { version: string };
  return { archives: join(root, 'bin'), version };
}

/** Unpacks `name.tar.br` into a folder. */
export async function unpackArchive(archive: string, folder: string): Promise<void> {
  await pipeline(createReadStream(archive), createBrotliDecompress(), extract(folder));
}

/** Decompresses a `.br` file with one file inside into an open sink. */
export async function decompress(archive: string, sink: Writable): Promise<void> {
  await pipeline(createReadStream(archive), createBrotliDecompress(), sink);
}

/**
 * Returns a folder that contains all of `files`; fills it on first use.
 *
 * Safe for concurrent processes: each fills a temporary folder and renames it into place, so that
 * no process sees an incomplete folder. If the folder exists by then, that one is used. A folder
 * with missing files (temp cleaners delete by age) is filled again.
 *
 * @param name folder name, including the version of its contents
 * @param files paths, relative to the folder, of files that must exist and not be empty
 * @param fill writes the files into the given folder
 */
export async function unpackOnce(
  name: string,
  files: readonly string[],
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const cache = await privateCache();
  const target = join(cache, name);
  if (await holds(target, files)) return target;

  const fresh = await mkdtemp(join(cache, `${name}-`));
  try {
    await fill(fresh);
    if (!(await holds(fresh, files))) {
      throw new AdapterError(
        `Unpacking "${name}" gave a folder without all of ${files.join(', ')}. ` +
          'The npm package is damaged or has changed its layout: run npm install @sparticuz/chromium again.',
      );
    }
    await moveInto(target, fresh, files);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return target;
}

async function moveInto(target: string, fresh: string, files: readonly string[]): Promise<void> {
  for (;;) {
    try {
      await rename(fresh, target);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
    if (await holds(target, files)) return;
    // An incomplete folder is renamed before it is deleted, since other processes may be reading
    // it.
    const stale = `${fresh}-stale`;
    await rename(target, stale).catch(() => undefined);
    await rm(stale, { recursive: true, force: true });
  }
}

async function holds(folder: string, files: readonly string[]): Promise<boolean> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(folder, file)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.every((size) => size > 0);
}

/**
 * Libraries are loaded from this folder, so one that another user created in the shared temp folder
 * is refused.
 */
async function privateCache(): Promise<string> {
  const { uid } = userInfo();
  const cache = join(tmpdir(), `webgpu-vae-${uid}`);
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const found = await lstat(cache);
  if (!found.isDirectory() || found.uid !== uid) {
    throw new AdapterError(
      `The cache folder "${cache}" belongs to another user (uid ${found.uid}, expected ${uid}). ` +
        'Delete it, or set TMPDIR to a folder of your own.',
    );
  }
  return cache;
}
