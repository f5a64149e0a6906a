import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigError, DataError, FormatError } from '../../src/errors.ts';
import { loadDataset } from '../../src/node/loadDataset.ts';
import { temporaryFolder } from '../support/folder.ts';
import { idxImages } from '../support/idx.ts';
import { cifarFile } from '../support/pictures.ts';

const base = await temporaryFolder('pictures');
afterAll(() => base.remove());
let folder = '';
beforeEach(({ task }) => {
  folder = join(base.path, task.id);
});

async function put(path: string, bytes: Uint8Array): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return file;
}

type Channels = 1 | 2 | 3 | 4;

/** A PNG of one colour. */
const png = (colour: readonly number[], width = 2, height = width): Uint8Array =>
  encode({
    width,
    height,
    channels: colour.length as Channels,
    depth: 8,
    data: Uint8Array.from({ length: width * height * colour.length }, (_, i) => {
      return colour[i % colour.length] ?? 0;
    }),
  });

/** A plain picture for sharp to write. */
const plain = (r: number, g: number, b: number, side = 8) =>
  sharp({ create: { width: side, height: side, channels: 3, background: { r, g, b } } });

/** The first pixel of the only picture of the folder. */
async function onlyPixel(options = {}): Promise<number[]> {
  const { train } = await loadDataset(folder, options);
  expect(train.rows).toBe(1);
  return [...train.data.subarray(0, train.shape?.[2])];
}

describe('a folder of pictures', () => {
  test('gives rows in the order of paths, with classes of its folders', async () => {
    await put('dog/1.png', png([30, 30, 30]));
    await put('cat/deep/2.png', png([20, 20, 20]));
    await put('cat/1.PNG', png([10, 10, 10]));
    await put('cat/notes.txt', Uint8Array.of(1));
    await put('cat/.hidden.png', png([0, 0, 0]));
    await put('.thumbs/cat.png', png([0, 0, 0]));
    const { train, test: held, classes } = await loadDataset(folder);
    expect(train).toMatchObject({ rows: 3, columns: 12, dtype: 'u8', shape: [2, 2, 3] });
    expect([train.data[0], train.data[12], train.data[24]]).toEqual([10, 20, 30]);
    expect([...(train.labels ?? [])]).toEqual([0, 0, 1]);
    expect(classes).toEqual(['cat', 'dog']);
    expect(held).toBeUndefined();
  });

  test('without folders, or with some pictures in none, has no labels', async () => {
    await put('a.png', png([1, 1, 1]));
    await put('more/b.png', png([2, 2, 2]));
    const { train, classes } = await loadDataset(folder);
    expect([train.rows, train.labels, classes]).toEqual([2, undefined, undefined]);
  });

  test('with train and val has both parts, whose classes have the same numbers', async () => {
    await put('train/b/1.png', png([1, 1, 1]));
    await put('train/c/1.png', png([2, 2, 2]));
    await put('val/a/1.png', png([3, 3, 3]));
    await put('val/c/1.png', png([4, 4, 4]));
    const { train, test: held, classes } = await loadDataset(folder);
    expect(classes).toEqual(['a', 'b', 'c']);
    expect([...(train.labels ?? [])]).toEqual([1, 2]);
    expect([...(held?.labels ?? [])]).toEqual([0, 2]);
    expect([train.data[0], held?.data[0]]).toEqual([1, 3]);
    expect(train.name).toMatch(/ train$/);
  });

  test('is cut, resized and made grey as asked', async () => {
    await put('a.png', png([90, 120, 30], 9, 4));
    await put('b.jpg', await plain(255, 255, 255, 20).jpeg().toBuffer());
    const { train } = await loadDataset(folder, { size: 3, channels: 'grey' });
    expect(train).toMatchObject({ rows: 2, columns: 9, shape: [3, 3, 1] });
    expect(train.data[0]).toBe(Math.round(0.299 * 90 + 0.587 * 120 + 0.114 * 30));
    expect(train.data[9]).toBe(255);
  });
});

describe('decodes', () => {
  const near = (expected: readonly number[], error: number, got: readonly number[]) => {
    for (const [i, value] of expected.entries()) {
      expect(Math.abs((got[i] ?? -1) - value)).toBeLessThanOrEqual(error);
    }
  };

  test('grey PNGs, with alpha and without', async () => {
    await put('a.png', png([77]));
    expect(await onlyPixel()).toEqual([77, 77, 77]);
    await put('a.png', png([100, 51]));
    expect(await onlyPixel()).toEqual(Array(3).fill(Math.round(0.2 * 100 + 0.8 * 255)));
  });

  test('PNGs of 16 bits', async () => {
    const data = Uint16Array.from([257 * 200, 257 * 100, 257 * 3]);
    await put('a.png', encode({ width: 1, height: 1, channels: 3, depth: 16, data }));
    expect(await onlyPixel()).toEqual([200, 100, 3]);
    await put(
      'a.png',
      encode({ width: 1, height: 1, channels: 1, depth: 16, data: data.slice(0, 1) }),
    );
    expect(await onlyPixel()).toEqual([200, 200, 200]);
  });

  test('PNGs with a palette, and interlaced ones', async () => {
    await put('a.png', await plain(200, 100, 50).png({ palette: true }).toBuffer());
    expect(await onlyPixel()).toEqual([200, 100, 50]);
    await put('a.png', await plain(200, 100, 50).png({ progressive: true }).toBuffer());
    expect(await onlyPixel()).toEqual([200, 100, 50]);
  });

  test('JPEGs: baseline, progressive, grey and CMYK', async () => {
    await put('a.jpeg', await plain(200, 100, 50).jpeg().toBuffer());
    near([200, 100, 50], 2, await onlyPixel());
    await put('a.jpeg', await plain(200, 100, 50).jpeg({ progressive: true }).toBuffer());
    near([200, 100, 50], 2, await onlyPixel());
    await put('a.jpeg', await plain(90, 90, 90).greyscale().jpeg().toBuffer());
    near([90, 90, 90], 2, await onlyPixel());
    const cmyk = await plain(200, 100, 50).toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    await put('a.jpeg', cmyk);
    // Inks have another gamut; an inverted picture would be far off.
    near([200, 100, 50], 30, await onlyPixel());
  });

  test('JPEGs in the direction that EXIF tells', async () => {
    const wide = await sharp({
      create: { width: 6, height: 3, channels: 3, background: 'white' },
    });
    await put('a.jpg', await wide.jpeg().withMetadata({ orientation: 6 }).toBuffer());
    expect((await loadDataset(folder)).train.shape).toEqual([6, 3, 3]);
  });
});

describe('refuses by name', () => {
  test('a file that is truncated, empty or no picture', async () => {
    const noise = await sharp({
      create: {
        width: 64,
        height: 64,
        channels: 3,
        background: 'grey',
        noise: { type: 'gaussian', mean: 128, sigma: 30 },
      },
    });
    for (const bytes of [
      (await noise.clone().jpeg().toBuffer()).subarray(0, -400),
      (await noise.clone().png().toBuffer()).subarray(0, -400),
      new Uint8Array(),
      Buffer.from('no picture at all'),
    ]) {
      const file = await put('a.png', bytes);
      await expect(loadDataset(folder)).rejects.toThrow(DataError);
      await expect(loadDataset(folder)).rejects.toThrow(`"${file}" cannot be read as a picture: `);
    }
  });

  test('pictures of two sizes', async () => {
    await put('a.png', png([1, 1, 1]));
    const file = await put('b.png', png([1, 1, 1], 3));
    await expect(loadDataset(folder)).rejects.toThrow(
      `"${file}" has 3 x 3; give a size, such as 64`,
    );
  });

  test('a folder without data', async () => {
    await put('notes.txt', new Uint8Array(1));
    await expect(loadDataset(folder)).rejects.toThrow(DataError);
    await expect(loadDataset(folder)).rejects.toThrow(
      /holds no data: expected IDX files.*pictures/,
    );
  });

  test('options that are wrong, or that the data do not take', async () => {
    const file = await put('images.idx', idxImages(3, 2, 2));
    await expect(loadDataset(file, { size: 8 })).rejects.toThrow(ConfigError);
    await expect(loadDataset(file, { size: 8 })).rejects.toThrow('size is an option of pictures');
    await expect(loadDataset(folder, { size: 0 })).rejects.toThrow('size must be');
    await expect(loadDataset(folder, { channels: 'bgr' as never })).rejects.toThrow(
      'channels must',
    );
    await expect(loadDataset(folder, { side: 8 } as never)).rejects.toThrow('side');
  });

  test('pictures where the decoder is missing', async () => {
    await put('a.png', png([1, 1, 1]));
    vi.doMock('sharp', () => {
      throw new Error('Cannot find package');
    });
    try {
      await expect(loadDataset(folder)).rejects.toThrow(
        /npm package sharp.*Run: npm install sharp$/,
      );
    } finally {
      vi.doUnmock('sharp');
    }
  });
});

describe('CIFAR-10', () => {
  test('is read with its test set and its classes, also in the folder of the archive', async () => {
    for (const within of ['', 'cifar-10-batches-bin/']) {
      await put(`${within}data_batch_1.bin`, cifarFile([3, 1]));
      await put(`${within}data_batch_3.bin`, cifarFile([9]));
      await put(`${within}test_batch.bin`, cifarFile([5]));
      await put(`${within}batches.meta.txt`, Buffer.from('airplane\nautomobile\n\n'));
      const { train, test: held, classes } = await loadDataset(folder);
      expect(train).toMatchObject({ rows: 3, columns: 3072, shape: [32, 32, 3] });
      expect([...(train.labels ?? [])]).toEqual([3, 1, 9]);
      expect([...(held?.labels ?? [])]).toEqual([5]);
      // The last pixel of the second row: red, green and blue.
      expect([...train.data.subarray(2 * 3072 - 3, 2 * 3072)]).toEqual([248, 248, 100]);
      expect(classes).toEqual(['airplane', 'automobile']);
      folder = join(folder, 'archive');
    }
  });

  test('names a damaged file', async () => {
    const file = await put('data_batch_1.bin', cifarFile([3]).subarray(0, 99));
    await expect(loadDataset(folder)).rejects.toThrow(FormatError);
    await expect(loadDataset(folder)).rejects.toThrow(`"${file}": CIFAR-10: expected records`);
  });
});
