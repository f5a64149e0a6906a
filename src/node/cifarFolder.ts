import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Dataset, toDataset } from '../data/dataset.ts';
import { readCifar10 } from '../formats/cifar10.ts';
import { inFile, readDataFile } from './idxFiles.ts';

/** The files as published, in order. */
const TRAIN = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);
const TEST = 'test_batch.bin';
const NAMES = 'batches.meta.txt';

/** The folder that the published archive holds. */
const ARCHIVE = 'cifar-10-batches-bin';

const SHAPE = [32, 32, 3] as const;

/** CIFAR-10 of a folder. */
export interface CifarFolder {
  readonly train: Dataset;
  readonly test?: Dataset;
  readonly classes?: readonly string[];
}

/**
 * CIFAR-10 of a folder or of the archive's folder in it, with those of its files that are there;
 * undefined without the first.
 *
 * @throws FormatError when a file is not of the format
 */
export async function readCifarFolder(folder: string): Promise<CifarFolder | undefined> {
  for (const from of [folder, join(folder, ARCHIVE)]) {
    const present = async (names: readonly string[]): Promise<string[]> => {
      const found = await Promise.all(names.map((name) => isFile(join(from, name))));
      return names.filter((_, i) => found[i]).map((name) => join(from, name));
    };
    const train = await present(TRAIN);
    if (train.length === 0) continue;
    const test = await present([TEST]);
    const names = await present([NAMES]);
    const name = basename(folder);
    const classes = names[0] === undefined ? undefined : await classNames(names[0]);
    return {
      train: await readBatches(`${name} train`, train),
      ...(test.length > 0 && { test: await readBatches(`${name} test`, test) }),
      ...(classes && { classes }),
    };
  }
  return undefined;
}

async function readBatches(name: string, paths: readonly string[]): Promise<Dataset> {
  const batches = [];
  for (const path of paths) {
    const bytes = await readDataFile(path);
    batches.push(await inFile(path, () => readCifar10(bytes)));
  }
  const images = Buffer.concat(batches.map((batch) => batch.images));
  const labels = Buffer.concat(batches.map((batch) => batch.labels));
  const columns = SHAPE[0] * SHAPE[1] * SHAPE[2];
  return {
    ...toDataset(new Uint8Array(images), columns, name, new Uint8Array(labels)),
    shape: SHAPE,
  };
}

/** Names of the classes, one a line. */
async function classNames(path: string): Promise<string[]> {
  const text = new TextDecoder().decode(await readDataFile(path));
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
