import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { kindByBytes, kindByName } from '../../../demo/src/data/files/fileKind.ts';
import { folderClasses, folderName } from '../../../demo/src/data/files/folders.ts';
import { joinStacks } from '../../../demo/src/data/files/joinStacks.ts';
import { encodeLabels } from '../../../demo/src/data/files/labels.ts';
import { matchLabels } from '../../../demo/src/data/files/matchLabels.ts';
import type { ImageStack } from '../../../demo/src/data/images/imageStack.ts';
import { idxImages } from '../../support/idx.ts';

function stack(name: string, count: number, extra: Partial<ImageStack> = {}): ImageStack {
  const { width = 2, height = 2, channels = 1 } = extra;
  const pixels = new Uint8Array(count * width * height * channels);
  return { name, count, width, height, channels, pixels, ...extra };
}

const labels = (count: number, first = 0) =>
  Array.from({ length: count }, (_, i) => String(first + (i % 3)));

describe('kinds of files', () => {
  test.each([
    ['a.PNG', '', 'image'],
    ['folder/a.jpeg', '', 'image'],
    ['without-ending', 'image/webp', 'image'],
    ['drawing.svg', 'image/svg+xml', 'unknown'],
    ['a.csv', 'text/csv', 'csv'],
    ['notes.txt', 'text/plain', 'unknown'],
  ])('%s of type "%s" is %s by name', (path, type, kind) => {
    expect(kindByName(path, type)).toBe(kind);
  });

  test.each([
    [idxImages(1, 2, 2), 'idx'],
    [Uint8Array.of(0, 0, 0x0d, 2, 0, 0), 'idx'],
    [Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59), 'npy'],
    [Uint8Array.of(0x1f, 0x8b, 8), 'gzip'],
    [new TextEncoder().encode('hello world'), 'unknown'],
    [new Uint8Array(6), 'unknown'],
    [new Uint8Array(), 'unknown'],
  ])('bytes %# are %s', (bytes, kind) => {
    expect(kindByBytes(bytes.subarray(0, 6))).toBe(kind);
  });
});

describe('folders as classes', () => {
  it('takes the folder that an image lies in', () => {
    const paths = ['d/train/7/a.png', 'd/train/8/b.png', 'd/test/7/c.png'];
    expect(folderClasses(paths)).toEqual(['7', '8', '7']);
    expect(folderName(paths)).toBe('d');
  });

  it('wants 2 to 256 of them, and every image in one', () => {
    const folders = (count: number) => Array.from({ length: count }, (_, i) => `d/${i}/a.png`);
    expect(folderClasses(['d/a.png', 'd/b.png'])).toBeUndefined();
    expect(folderClasses(folders(256))).toHaveLength(256);
    expect(folderClasses(folders(257))).toBeUndefined();
    expect(folderClasses(['a.png', 'd/0/b.png', 'd/1/b.png'])).toBeUndefined();
    expect(folderName(['a.png', 'd/b.png'])).toBe('2 images');
  });
});

describe('numbering labels', () => {
  it('orders classes as people count', () => {
    const encoded = encodeLabels(['10', '9', '10', '2']);
    expect(encoded?.classes).toEqual(['2', '9', '10']);
    expect([...(encoded?.encode(['10', '2']) ?? [])]).toEqual([2, 0]);
  });

  it('gives every label the number under which its name stands', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 }), { maxLength: 300 }), (names) => {
        const distinct = new Set(names).size;
        const encoded = encodeLabels(names);
        if (distinct < 2 || distinct > 256) expect(encoded).toBeUndefined();
        else {
          const numbers = encoded?.encode(names) ?? [];
          expect(Array.from(numbers, (n) => encoded?.classes[n])).toEqual(names);
        }
      }),
    );
  });
});

describe('labels in files of their own', () => {
  it('go to the images with as many rows', () => {
    const { stacks, skipped } = matchLabels(
      [stack('train-images', 5), stack('t10k-images', 3)],
      [
        { name: 't10k-labels', labels: labels(3) },
        { name: 'train-labels', labels: labels(5) },
        { name: 'other', labels: labels(4) },
      ],
    );
    expect(stacks.map((one) => one.labels)).toEqual([labels(5), labels(3)]);
    expect(skipped.map(({ name }) => name)).toEqual(['other']);
    expect(skipped[0]?.reason).toContain(
      'it holds 4 labels, and no file of 4 images without labels is there',
    );
  });

  it('do not replace labels that are there', () => {
    const { stacks, skipped } = matchLabels(
      [stack('a.csv', 3, { labels: labels(3, 5) })],
      [{ name: 'y.npy', labels: labels(3) }],
    );
    expect(stacks[0]?.labels).toEqual(labels(3, 5));
    expect(skipped.map(({ name }) => name)).toEqual(['y.npy']);
  });

  it('go by name where row counts are the same', () => {
    const { stacks } = matchLabels(
      [stack('a-images', 3), stack('b-images', 3)],
      [
        { name: 'b-labels', labels: labels(3, 5) },
        { name: 'a-labels', labels: labels(3) },
      ],
    );
    expect(stacks.map((one) => one.labels)).toEqual([labels(3), labels(3, 5)]);
  });
});

describe('joining', () => {
  it('puts files of one kind after one another, with their labels', () => {
    const a = stack('d/a.npy', 1, { pixels: Uint8Array.of(1, 2, 3, 4), labels: ['x'] });
    const b = stack('d/b.npy', 2, {
      pixels: Uint8Array.of(5, 6, 7, 8, 9, 9, 9, 9),
      labels: labels(2),
    });
    const { name, train, test: heldOut, skipped } = joinStacks([a, b]);
    expect(name).toBe('a.npy and 1 more');
    expect(train).toMatchObject({ count: 3, labels: ['x', '0', '1'] });
    expect([...train.pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9]);
    expect([heldOut, skipped]).toEqual([undefined, []]);
  });

  it('counts images in colour', () => {
    const pixels = Uint8Array.from({ length: 36 }, (_, i) => i);
    const colour = { channels: 3, pixels } as const;
    const { train } = joinStacks([stack('a', 3, colour), stack('b', 3, colour)]);
    expect(train).toMatchObject({ count: 6, channels: 3 });
    expect([...train.pixels]).toEqual([...pixels, ...pixels]);
  });

  it('takes the kind with the most images and names the rest', () => {
    const others = [
      stack('wide.npy', 4, { width: 3 }),
      stack('labelled.npy', 5, { labels: labels(5) }),
      stack('colour.npy', 2, { channels: 3 }),
    ];
    const { train, skipped } = joinStacks([...others, stack('a.npy', 3), stack('b.npy', 3)]);
    expect(train.count).toBe(6);
    expect(train.labels).toBeUndefined();
    expect(skipped.map(({ name }) => name).sort()).toEqual([
      'colour.npy',
      'labelled.npy',
      'wide.npy',
    ]);
    expect(skipped.find(({ name }) => name === 'colour.npy')?.reason).toContain(
      'its 2 images (2 x 2 in colour, without labels)',
    );
    expect(skipped.find(({ name }) => name === 'wide.npy')?.reason).toBe(
      'its 4 images (3 x 2, without labels) are of another kind than the 6 ' +
        '(2 x 2, without labels) that were taken',
    );
  });

  it.each(['t10k-images-idx3-ubyte', 'mnist_test.csv', 'x-test.npy', 'Test.npy'])(
    'holds %s out',
    (name) => {
      const joined = joinStacks([stack(`d/${name}`, 3), stack('d/train', 2)]);
      expect(joined.name).toBe('train');
      expect([joined.train.count, joined.test?.count]).toEqual([2, 3]);
    },
  );

  it('trains on a test set that comes alone, and on names that only sound like one', () => {
    expect(joinStacks([stack('test.npy', 3)]).test).toBeUndefined();
    expect(joinStacks([stack('latest.npy', 3), stack('a.npy', 2)]).test).toBeUndefined();
  });

  it('refuses to make something of nothing', () => {
    expect(() => joinStacks([])).toThrow('there are no images');
  });
});
