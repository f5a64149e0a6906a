import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dataset, toDataset } from '../data/dataset.ts';
import { DataError, FormatError } from '../errors.ts';
import { gunzip, isGzip } from '../formats/gzip.ts';
import { type IdxArray, readIdx } from '../formats/idx.ts';
import { readNpy } from '../formats/npy.ts';
import { isNpy } from '../formats/npyHeader.ts';
import { couldNotRead } from './couldNotRead.ts';

/** The file names of MNIST and related data sets. */
export const idxNames = {
  train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte' },
  test: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte' },
} as const;

const maxFileBytes = 2 ** 30;

/**
 * Reads the bytes of one file, decompressed if it is gzip.
 *
 * @throws {DataError} when it cannot be read or is larger than 1 GiB.
 * @throws {FormatError} when its compression is damaged.
 */
export async function readDataFile(path: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes) {
      throw new DataError(`it has ${size} bytes, at most ${maxFileBytes} are read`);
    }
    bytes = await readFile(path);
  } catch (error) {
    throw couldNotRead(path, error);
  }
  return isGzip(bytes) ? inFile(path, () => gunzip(bytes, maxFileBytes)) : bytes;
}

/**
 * Images of an IDX file, each flattened to a row, with labels from a second file.
 *
 * @param name Name of the data set in messages.
 * @param read Returns the decompressed bytes of a file; may check them.
 * @throws {DataError} when a file cannot be read, holds no images, or the two do not match.
 * @throws {FormatError} when a file is not IDX.
 */
export async function readIdxDataset(
  name: string,
  imagesPath: string,
  labelsPath?: string,
  read: (path: string) => Promise<Uint8Array> = readDataFile,
): Promise<Dataset> {
  const images = await readIdxFile(imagesPath, read);
  const [rows = 0, ...sizes] = images.shape;
  const columns = sizes.reduce((product, size) => product * size, 1);
  const shown = `[${images.shape.join(', ')}]`;
  if (sizes.length === 0 || rows === 0 || columns === 0) {
    throw new DataError(
      `"${imagesPath}": expected images, an array [rows, ...sizes] of two or more dimensions, ` +
        `none of them 0; got ${shown}`,
    );
  }
  const shape = sizes.length > 1 ? { shape: sizes } : {};
  if (labelsPath === undefined) return { ...toDataset(images.data, columns, name), ...shape };

  const labels = await readIdxFile(labelsPath, read);
  if (labels.shape.length !== 1 || labels.data.length !== rows) {
    throw new DataError(
      `"${labelsPath}": expected [${rows}] labels, one for each image of "${imagesPath}" ${shown}, ` +
        `got [${labels.shape.join(', ')}]`,
    );
  }
  return { ...toDataset(images.data, columns, name, labels.data), ...shape };
}

/**
 * Path of the file in the folder as programs leave it: plain or with `.gz`, with a dot before `idx`
 * (Kaggle), or in a folder of its own name (7-Zip). Undefined if there is none.
 */
export async function findIdxFile(folder: string, name: string): Promise<string | undefined> {
  for (const spelt of [name, name.replace('-idx', '.idx')]) {
    for (const file of [spelt, `${spelt}.gz`]) {
      for (const candidate of [join(folder, file), join(folder, spelt, file)]) {
        const found = await stat(candidate).catch(() => undefined);
        if (found?.isFile()) return candidate;
      }
    }
  }
  return undefined;
}

async function readIdxFile(
  path: string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<IdxArray> {
  const bytes = await read(path);
  return inFile(path, () => readIdx(bytes));
}

/**
 * Rows of one file: IDX images, or an array that NumPy saved.
 * @throws {DataError} when the file cannot be read or holds no rows
 * @throws {FormatError} when it has neither format
 */
export async function readRowsFile(name: string, path: string): Promise<Dataset> {
  const bytes = await readDataFile(path);
  if (isNpy(bytes)) return inFile(path, () => rowsOfNpy(name, bytes));
  return readIdxDataset(name, path, undefined, async () => bytes);
}

/** Rows of an array `[rows, ...sizes]`; booleans become bytes of 0 and 255, float64 float32. */
function rowsOfNpy(name: string, bytes: Uint8Array): Dataset {
  const { shape, dtype, data } = readNpy(bytes);
  const [rows = 0, ...sizes] = shape;
  const columns = sizes.reduce((product, size) => product * size, 1);
  const kind = dtype.slice(1);
  if (sizes.length === 0 || rows * columns === 0) {
    throw new DataError(
      `"${name}": expected rows, an array [rows, ...sizes] of two or more dimensions, none of them ` +
        `0; got [${shape.join(', ')}]`,
    );
  }
  if (!['u1', 'b1', 'f4', 'f8'].includes(kind)) {
    throw new DataError(
      `"${name}": values of '${dtype}' could mean shares or counts: save it as uint8 (a byte v is ` +
        'v / 255), float32, float64 or bool',
    );
  }
  const values =
    kind === 'u1'
      ? (data as Uint8Array)
      : kind === 'b1'
        ? Uint8Array.from(data, (value) => (value === 0 ? 0 : 255))
        : Float32Array.from(data);
  return { ...toDataset(values, columns, name), ...(sizes.length > 1 && { shape: sizes }) };
}

/** Adds the file's name to a format error, whose message does not name the file. */
export async function inFile<Result>(
  path: string,
  read: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(`"${path}": ${error.message}`, { cause: error });
  }
}
