import { expect, test } from 'vitest';
import type { ImageSet } from '../../../demo/src/data/imageSet.ts';
import { readWords, type WordSet, wordSetOf } from '../../../demo/src/session/words/wordSet.ts';
import { toDataset } from '../../../src/data/dataset.ts';

function images(classes?: readonly string[]): ImageSet {
  const rows = toDataset(new Uint8Array(8), 4, 'own', Uint8Array.of(0, 1));
  const form = { name: 'own', width: 2, height: 2, channels: 1, skipped: [] } as const;
  return { ...form, train: rows, test: rows, ...(classes && { classes }) };
}

const words = (classes: readonly string[]) => wordSetOf(images(classes)) as WordSet;

test('digits get their words, other classes keep their names', () => {
  expect(words(['0', '7', '12']).words).toEqual(['zero', 'seven', '12']);
  expect(words(['cat', 'dog']).words).toEqual(['cat', 'dog']);
});

test('images without labels, or of one class, have no words', () => {
  expect(wordSetOf(undefined)).toBeUndefined();
  expect(wordSetOf(images())).toBeUndefined();
  expect(wordSetOf(images(['cat']))).toBeUndefined();
  const set = images(['cat', 'dog']);
  const bare = toDataset(new Uint8Array(8), 4, 'bare');
  expect(wordSetOf({ ...set, train: bare })).toBeUndefined();
});

test('a text names classes by words or by names, whatever its letters and spaces are', () => {
  const set = words(['7', '0']);
  expect(readWords(' Seven  0 eleven zero ', set)).toEqual({
    labels: [0, 1, 1],
    unknown: ['eleven'],
  });
  expect(readWords('', set)).toEqual({ labels: [], unknown: [] });
});

test('names with spaces are read between commas', () => {
  const set = words(['ankle boot', 'bag']);
  expect(readWords('bag, Ankle boot', set)).toEqual({ labels: [1, 0], unknown: [] });
});
