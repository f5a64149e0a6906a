import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import type { ElementHandle } from 'puppeteer';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mnist } from '../../../demo/plugins/mnist.ts';
import { writeNpy } from '../../../src/formats/npy.ts';
import { loadMnist } from '../../../src/node/mnist.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/folder.ts';
import { idxImages, idxLabels } from '../../support/idx.ts';
import { openServedPage, type ServedPage } from '../../support/servedPage.ts';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let folder: TemporaryFolder;
let served: ServedPage;

beforeAll(async () => {
  folder = await temporaryFolder('demo-data');
  // Below the root of the server: nothing may depend on the path of the page.
  await build({
    configFile: false,
    root: source('page'),
    base: './',
    logLevel: 'error',
    resolve: {
      alias: { 'webgpu-vae/formats': source('../../../src/formats/index.ts') },
    },
    plugins: [mnist()],
    worker: { format: 'es' },
    build: { outDir: join(folder.path, 'some/where'), target: 'es2022', emptyOutDir: true },
  });
  await writeFile(join(folder.path, 'index.html'), '<link rel="icon" href="data:,">');
  served = await openServedPage(folder.path);
  await served.page.goto(new URL('some/where/', served.page.url()).href);
  await served.page.waitForFunction('globalThis.page !== undefined');
});

afterAll(async () => {
  await served?.close();
  await folder?.remove();
});

/** Calls a function of the page. The test checks its result field by field. */
// biome-ignore lint/suspicious/noExplicitAny: the page is another program, its answer plain JSON.
const call = (name: string, ...args: unknown[]): Promise<any> =>
  served.page.evaluate(`page.${name}(...${JSON.stringify(args)})`);

const read = (files: Record<string, Uint8Array>, side: number) =>
  call(
    'read',
    Object.entries(files).map(([path, bytes]) => ({ path, bytes: [...bytes] })),
    side,
  );

const png = (channels: 1 | 3 | 4, width: number, data: number[]) =>
  encode({ width, height: data.length / channels / width, channels, data: Uint8Array.from(data) });

const text = new TextEncoder().encode('Dear diary');

/** Compares the pixels of a row, with a tolerance for lossy formats. */
function expectClose(actual: number[], expected: number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((actual[i] as number) - value)).toBeLessThanOrEqual(tolerance);
  }
}

describe('MNIST', () => {
  it('is what the package holds', async () => {
    const { images, shares, error } = await call('loadMnist');
    expect(error).toBeUndefined();
    const published = await loadMnist();
    expect(images).toMatchObject({ name: 'MNIST', width: 28, height: 28, skipped: [] });
    expect(images.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    for (const part of ['train', 'test'] as const) {
      const { rows, data, labels } = published[part];
      expect(images[part]).toMatchObject({ rows, columns: 784, dtype: 'u8' });
      expect(images[part].first).toEqual([...data.subarray(0, 784)]);
      expect(images[part].sum).toBe((data as Uint8Array).reduce((sum, value) => sum + value, 0));
      expect(images[part].labels).toEqual([...(labels?.subarray(0, 20) ?? [])]);
    }
    expect(shares.length).toBeGreaterThan(10);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('stops when asked to, for the reason given', async () => {
    expect(await call('abort')).toEqual({ failure: 'Error: enough', late: 'Error: enough' });
  });

  it('stops when its loader is disposed of', async () => {
    const message = 'DisposedError: this data loader has been disposed of';
    expect(await call('dispose')).toEqual([message, message]);
  });
});

describe('image files', () => {
  const rgb = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];
  const colours = png(3, 2, rgb);

  it('keep their colours; what is transparent lies on white', async () => {
    const seeThrough = png(4, 2, [0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 0, 102]);
    const { images } = await read({ 'd/a.png': colours, 'd/b.png': seeThrough }, 2);
    expect(images).toMatchObject({ name: 'd', width: 2, height: 2, channels: 3, skipped: [] });
    const both = [images.train.first, images.test.first];
    expect(both).toContainEqual(rgb);
    expect(both).toContainEqual([0, 0, 0, 255, 255, 255, 255, 0, 0, 153, 153, 153]);
  });

  it('are grey together if none has a colour', async () => {
    const grey = png(3, 2, [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    const { images } = await read({ 'd/a.png': grey, 'd/b.png': grey }, 2);
    expect(images).toMatchObject({ channels: 1, train: { columns: 4, first: [1, 2, 3, 4] } });
    const mixed = await read({ 'd/a.png': grey, 'd/b.png': colours, 'd/c.png': grey }, 2);
    expect(mixed.images).toMatchObject({ channels: 3, train: { columns: 12 } });
  });

  it('that are not sound are named, and the others used', async () => {
    const { images } = await read(
      {
        'd/a.png': colours,
        'd/broken.png': colours.subarray(0, 40),
        'd/diary.txt': text,
        'd/diary.png': text,
        'd/empty.png': new Uint8Array(),
        'd/grey.png': png(1, 2, [9, 9, 9, 9]),
        'd/z.png': colours,
      },
      2,
    );
    expect([images.train.rows, images.test.rows]).toEqual([1, 1]);
    const undecodable = 'the browser cannot decode it: it is damaged, or no image that it knows';
    expect(images.skipped).toEqual([
      { name: 'd/broken.png', reason: undecodable },
      { name: 'd/diary.png', reason: undecodable },
      { name: 'd/empty.png', reason: 'it is empty' },
      { name: 'd/grey.png', reason: 'it shows a single colour' },
      { name: 'd/diary.txt', reason: 'it is neither an image nor an IDX, .npy or .csv file' },
    ]);
  });

  it.each(['image/jpeg', 'image/webp'])('may be %s', async (type) => {
    const picture = await call('picture', type, 64, 64, 200);
    expect(picture.type).toBe(type);
    const bytes = Uint8Array.from(picture.bytes);
    const ending = type.replace('image/', '');
    const { images } = await read({ [`a.${ending}`]: bytes, [`b.${ending}`]: bytes }, 4);
    const row = [0, 0, 200, 200];
    expectClose(images.train.first, [row, row, row, row].flat(), 3);
  });

  it('of any size fit into the square: large ones averaged, longer ones centred', async () => {
    const picture = await call('picture', 'image/png', 2400, 1200, 100);
    const bytes = Uint8Array.from(picture.bytes);
    const { images } = await read({ 'a.png': bytes, 'b.png': bytes }, 8);
    const row = [0, 0, 0, 0, 100, 100, 100, 100];
    // Half of the border is black and half is grey, so its median is either of them.
    const edge = images.train.first.slice(0, 8);
    expect([0, 100]).toContain(edge[0]);
    expectClose(images.train.first.slice(16, 48), [row, row, row, row].flat(), 1);
    expect(new Set(edge).size).toBe(1);
  });

  it('are of the class of their folder', async () => {
    const other = png(1, 2, [1, 2, 3, 4]);
    const files = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [
        `d/${i % 2 ? 'cat' : 'dog'}/${i}.png`,
        i % 2 ? colours : other,
      ]),
    );
    const { images } = await read(files, 2);
    expect(images.classes).toEqual(['cat', 'dog']);
    expect([images.train.rows, images.test.rows]).toEqual([9, 1]);
    const greys = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4];
    expect(images.train.first).toEqual(images.train.labels[0] === 0 ? rgb : greys);
  });
});

describe('arrays', () => {
  it('of the four names of MNIST are a training and a test set', async () => {
    const { images, error } = await read(
      {
        'train-images-idx3-ubyte': idxImages(20, 3, 3),
        'train-labels-idx1-ubyte.gz': gzipSync(idxLabels(20, 4)),
        't10k-images-idx3-ubyte.gz': gzipSync(idxImages(6, 3, 3)),
        't10k-labels-idx1-ubyte': idxLabels(6, 4),
      },
      3,
    );
    expect(error).toBeUndefined();
    expect(images).toMatchObject({
      name: 'train-images-idx3-ubyte',
      classes: ['0', '1', '2', '3'],
      skipped: [],
      train: { rows: 20, first: [...idxImages(20, 3, 3).subarray(16, 25)] },
      test: { rows: 6, labels: [0, 1, 2, 3, 0, 1] },
    });
  });

  it('in .npy and CSV are resized', async () => {
    const ramp = Float32Array.from({ length: 3 * 16 }, (_, i) => (i % 16) / 15);
    const npy = await read({ 'a.npy': writeNpy(ramp, [3, 4, 4]) }, 2);
    // Means of 2 x 2 of 0, 17, 34, ..., 255: 42.5, 76.5, 178.5 and 212.5.
    expect(npy.images.train.first).toEqual([43, 77, 179, 213]);
    const line = (label: string) => [...Array(16).keys(), label].join(',');
    const csv = new TextEncoder().encode([line('x'), line('y'), line('x')].join('\n'));
    const { images } = await read({ 'a.csv.gz': gzipSync(csv) }, 4);
    expect(images).toMatchObject({ name: 'a.csv.gz', classes: ['x', 'y'] });
    // White is the largest number, 15.
    expect(images.train.first).toEqual([...Array(16).keys()].map((value) => 17 * value));
  });

  it('that do not go with the rest are named', async () => {
    const { images } = await read(
      {
        'a.npy': writeNpy(
          new Float32Array(3 * 16).map((_, i) => i % 7),
          [3, 4, 4],
        ),
        'b.idx': idxImages(2, 5, 5),
        'y.idx': idxLabels(9, 3),
        'cut.npy': writeNpy(new Float32Array(4), [4]).subarray(0, 100),
      },
      4,
    );
    expect(images.name).toBe('a.npy');
    expect(images.skipped.map(({ name }: { name: string }) => name).sort()).toEqual([
      'b.idx',
      'cut.npy',
      'y.idx',
    ]);
  });
});

it('names every file and why when nothing is usable', async () => {
  const { error } = await read({ 'd/diary.txt': text, 'd/broken.png': text }, 8);
  expect(error.split('\n')).toEqual([
    expect.stringMatching(/^DataError: no usable images: expected image files, IDX/),
    expect.stringContaining('d/broken.png: the browser cannot decode it'),
    expect.stringContaining('d/diary.txt: it is neither an image nor'),
  ]);
  expect((await read({}, 8)).error).toContain('got no files');
  expect((await read({ 'a.png': png(1, 2, [1, 2, 3, 4]) }, 2)).error).toContain(
    'expected at least 2 images',
  );
});

it('walks dropped folders, with more files than a browser lists at a time', async () => {
  const top = join(folder.path, 'dropped');
  const expected: string[] = [];
  for (const name of ['a', 'b']) {
    await mkdir(join(top, 'digits', name), { recursive: true });
    for (let i = 100; i < 220; i++) {
      await writeFile(
        join(top, 'digits', name, `${i}.png`),
        png(1, 2, [i, 0, 0, name === 'a' ? 0 : 255]),
      );
      expected.push(`digits/${name}/${i}.png`);
    }
  }
  await writeFile(join(top, 'digits', '.hidden'), text);
  await writeFile(join(top, 'notes.txt'), text);
  const session = await served.page.createCDPSession();
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 50,
      y: 50,
      data: {
        items: [],
        files: [join(top, 'notes.txt'), join(top, 'digits')],
        dragOperationsMask: 1,
      },
    });
  }
  const { paths, images } = await call('readDropped', 2);
  expect(paths).toEqual([...expected, 'notes.txt']);
  expect([images.train.rows, images.test.rows]).toEqual([216, 24]);
  expect(images).toMatchObject({ name: 'digits', classes: ['a', 'b'] });
  expect(images.skipped.map(({ name }: { name: string }) => name)).toEqual(['notes.txt']);
});

it('takes files that were picked', async () => {
  const input = await served.page.$('input');
  const paths = ['b.txt', 'a.txt', '.c.txt'].map((name) => join(folder.path, name));
  for (const path of paths) await writeFile(path, text);
  await (input as ElementHandle<HTMLInputElement>).uploadFile(...paths);
  expect(await call('pickedPaths')).toEqual(['a.txt', 'b.txt']);
});

it('left nothing in the console and no failed request', () => {
  expect(served.problems).toEqual([]);
});
