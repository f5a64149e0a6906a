import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadRunData } from '../../src/cli/data.ts';
import { prepareOutFolder } from '../../src/cli/outFolder.ts';
import { asImages } from '../../src/cli/runData.ts';
import { ConfigError, DataError, FormatError } from '../../src/errors.ts';
import { writeNpy } from '../../src/formats/npy.ts';
import { idxImages } from '../support/idx.ts';

/** A file of version 1.0 with values of any type. */
function npy(dtype: string, shape: readonly number[], values: ArrayBufferView): Uint8Array {
  const header = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const padded = `${header.padEnd(117)}\n`;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, padded.length, 0]);
  const { buffer, byteOffset, byteLength } = values;
  return Buffer.concat([
    start,
    Buffer.from(padded, 'latin1'),
    new Uint8Array(buffer, byteOffset, byteLength),
  ]);
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webgpu-vae-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a file without a test set gives its last tenth as one', async () => {
  const file = join(folder, 'images.idx');
  await writeFile(file, idxImages(25, 2, 3));
  const { train, test: held } = await loadRunData({ dataset: file });
  expect([train.rows, held.rows, train.columns, held.columns]).toEqual([23, 2, 6, 6]);
  expect([...held.data.subarray(0, 2)]).toEqual([
    ...idxImages(25, 2, 3).subarray(16 + 23 * 6, 16 + 23 * 6 + 2),
  ]);

  const limited = await loadRunData({ dataset: file, limit: 5 });
  expect([limited.train.rows, limited.test.rows]).toEqual([5, 2]);
});

test('one image cannot be both', async () => {
  const file = join(folder, 'one.idx');
  await writeFile(file, idxImages(1, 2, 2));
  await expect(loadRunData({ dataset: file })).rejects.toBeInstanceOf(DataError);
});

test.each([
  [
    'bytes',
    npy(
      '|u1',
      [25, 2, 3],
      Uint8Array.from({ length: 150 }, (_, i) => i),
    ),
    'u8',
    7,
  ],
  ['booleans', npy('|b1', [25, 2, 3], new Uint8Array(150).fill(1)), 'u8', 255],
  ['float32', writeNpy(new Float32Array(150).fill(0.25), [25, 2, 3]), 'f32', 0.25],
  ['float64', npy('<f8', [25, 2, 3], new Float64Array(150).fill(0.25)), 'f32', 0.25],
] as const)(
  'an array of %s that NumPy saved is read, also gzipped',
  async (_, bytes, dtype, value) => {
    for (const [name, content] of [
      ['rows.npy', bytes],
      ['rows.npy.gz', gzipSync(bytes)],
    ] as const) {
      const file = join(folder, name);
      await writeFile(file, content);
      const { train, test: held } = await loadRunData({ dataset: file });
      expect([train.rows, held.rows, train.columns]).toEqual([23, 2, 6]);
      expect(train).toMatchObject({ dtype, shape: [2, 3] });
      expect(train.data[7]).toBe(value);
    }
  },
);

test.each([
  [
    'of one dimension',
    writeNpy(new Float32Array(6), [6]),
    DataError,
    /rows, an array \[rows, \.\.\.sizes\]/,
  ],
  [
    'without a row',
    writeNpy(new Float32Array(0), [0, 6]),
    DataError,
    /none of them 0; got \[0, 6\]/,
  ],
  [
    'of int64',
    npy('<i8', [2, 1], new BigInt64Array(2)),
    DataError,
    /'<i8' could mean shares or counts/,
  ],
  [
    'cut short',
    writeNpy(new Float32Array(6), [2, 3]).subarray(0, -4),
    FormatError,
    /"[^"]*bad\.npy": npy: shape/,
  ],
] as const)('an array %s is refused by name', async (_, bytes, kind, message) => {
  const file = join(folder, 'bad.npy');
  await writeFile(file, bytes);
  const read = loadRunData({ dataset: file });
  await expect(read).rejects.toThrow(kind);
  await expect(read).rejects.toThrow(message);
});

/** A folder of pictures of 1 x 1 pixel, five of each class, whose grey is that of the class. */
async function pictures(name: string): Promise<string> {
  const path = join(folder, name);
  for (const kind of [0, 1, 2, 3]) {
    await mkdir(join(path, `class ${kind}`), { recursive: true });
    for (let i = 0; i < 5; i++) {
      const data = new Uint8Array(3).fill(60 * kind);
      const png = encode({ width: 1, height: 1, channels: 3, depth: 8, data });
      await writeFile(join(path, `class ${kind}`, `${i}.png`), png);
    }
  }
  return path;
}

test('pictures that lie class by class are mixed, the same each time', async () => {
  const dataset = await pictures('classes');
  const {
    train: rows,
    test: held,
    classes,
  } = await loadRunData({ dataset, channels: 'grey', imageSize: 2 });
  const train = asImages(rows);
  expect(classes).toEqual(['class 0', 'class 1', 'class 2', 'class 3']);
  expect([train.rows, held.rows, train.columns]).toEqual([18, 2, 4]);
  expect(train.shape).toEqual([2, 2, 1]);
  const labels = [...(train.labels ?? [])];
  expect(new Set(labels.slice(0, 9)).size).toBeGreaterThan(2);
  for (const [row, label] of labels.entries()) expect(train.data[4 * row]).toBe(60 * label);
  const again = await loadRunData({ dataset, channels: 'grey', imageSize: 2, limit: 4 });
  expect([...(asImages(again.train).labels ?? [])]).toEqual(labels.slice(0, 4));
});

test('notes beside pictures do not make texts of them', async () => {
  const dataset = await pictures('notes');
  await writeFile(join(dataset, 'README.txt'), 'Twenty squares.');
  const { train, form } = await loadRunData({ dataset, channels: 'grey', imageSize: 2 });
  expect([train.rows, form]).toEqual([18, undefined]);
});

test.each([
  [{ imageSize: 28 }, '--image-size is for a folder of pictures'],
  [{ channels: 'grey' }, '--channels is for a folder of pictures'],
] as const)('%j does not go with mnist', async (options, message) => {
  const read = loadRunData({ dataset: 'mnist', ...options });
  await expect(read).rejects.toThrow(ConfigError);
  await expect(read).rejects.toThrow(message);
});

test('an output folder under a file is found out before training', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(prepareOutFolder(join(file, 'out'))).rejects.toBeInstanceOf(ConfigError);
  await prepareOutFolder(join(folder, 'a', 'b'));
  await prepareOutFolder(join(folder, 'a', 'b'));
});
