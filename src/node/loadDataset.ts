import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { kindOf } from '../data/arrays.ts';
import type { Dataset } from '../data/dataset.ts';
import { assertPictureOptions, type PictureOptions } from '../data/pictureRows.ts';
import { ConfigError, DataError } from '../errors.ts';
import { readCifarFolder } from './cifarFolder.ts';
import { findIdxFile, idxNames, readDataFile, readIdxDataset, readRowsFile } from './idxFiles.ts';
import { readPictureFolder } from './pictureFolder.ts';

/** A training set and, if there is one, a test set. */
export interface LoadedData {
  /** The training set. */
  readonly train: Dataset;
  /** The test set, if there is one. */
  readonly test?: Dataset;
  /** Names of the labels, if the data have some: label 3 is `classes[3]`. */
  readonly classes?: readonly string[];
}

/** The kinds of files in a folder of data. */
const FOLDERS =
  `IDX files such as ${idxNames.train.images} (plain or .gz), CIFAR-10's data_batch_1.bin, or pictures ` +
  '(.png, .jpg, .jpeg) in it or below';

/**
 * Loads a data set from the user's files.
 *
 * - A folder of IDX files of MNIST's names, plain or gzipped; labels and test images may be missing.
 * - A folder of CIFAR-10's binary files (`data_batch_1.bin`, …): rows of shape [32, 32, 3].
 * - A folder of pictures, PNG or JPEG, in it or in folders below: rows of shape [size, size, channels],
 *   in the order of their paths. 2 to 256 folders are classes, numbered in the order of their names.
 *   Folders `train` and `test` (or `val`) are the two sets. Transparent pixels are blended with white.
 *   Takes the npm package `sharp`.
 * - A file of rows [rows, ...sizes]: IDX, or an array that NumPy saved (`.npy`) of bytes, booleans or
 *   floats, plain or gzipped.
 *
 * @param options how pictures become rows
 * @throws {DataError} when a file is missing or unreadable, the files do not match, or `sharp` is missing
 * @throws {FormatError} when a file is invalid.
 * @throws {ConfigError} for an option that is out of range, or that these data do not take
 */
export async function loadDataset(path: string, options: PictureOptions = {}): Promise<LoadedData> {
  assertPath('loadDataset', path);
  assertPictureOptions('loadDataset', options);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new DataError(
      `no data at "${path}": expected an IDX or .npy file of images, or a folder of ${FOLDERS}`,
    );
  }
  if (!found.isDirectory()) {
    assertNoOptions(path, options);
    return { train: await readRowsFile(basename(path), path) };
  }
  const numbers = (await readIdxFolder(path)) ?? (await readCifarFolder(path));
  if (numbers) {
    assertNoOptions(path, options);
    return numbers;
  }
  const pictures = await readPictureFolder(path, options);
  if (pictures) return pictures;
  throw new DataError(`folder "${path}" holds no data: expected ${FOLDERS}`);
}

/** @throws DataError for anything but a text */
export function assertPath(of: string, path: unknown): void {
  if (typeof path === 'string') return;
  throw new DataError(`${of}: expected a path, a text, got ${kindOf(path)}`);
}

/** @throws ConfigError for options of pictures */
function assertNoOptions(path: string, options: PictureOptions): void {
  const given = Object.entries(options).find(([, value]) => value !== undefined);
  if (!given) return;
  throw new ConfigError(
    `${given[0]} is an option of pictures, but "${path}" holds rows of numbers; leave it out`,
  );
}

/** IDX files of MNIST's names; undefined without training images. */
async function readIdxFolder(folder: string): Promise<LoadedData | undefined> {
  const part = async (key: keyof typeof idxNames): Promise<Dataset | undefined> => {
    const images = await findIdxFile(folder, idxNames[key].images);
    const labels = await findIdxFile(folder, idxNames[key].labels);
    const name = `${basename(folder)} ${key}`;
    return images === undefined ? undefined : readIdxDataset(name, images, labels, readDataFile);
  };
  const train = await part('train');
  const test = await part('test');
  return train && { train, ...(test && { test }) };
}
